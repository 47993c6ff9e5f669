import { type Failure, failure } from '../model/failure.ts'
import { optional, struct, text } from '../model/json-check.ts'
import type { BuildRequest } from './build-request.ts'
import { checkRanges, dockerfileExcerpt, type LineRanges } from './dockerfile-excerpt.ts'
import type { GrpcError } from './kit/grpc/status.ts'
import type { StepTracker } from './step-tracker.ts'
import { withoutPrivate } from './without-private.ts'

/** Makes the failure of a build from BuildKit's error and from what its steps said before it. */
export function solveFailure(request: BuildRequest, error: GrpcError, tracker: StepTracker): Failure {
  const vertex = findDetail(error, 'errdefs.Vertex')?.digest
  const step = tracker.findFailed(typeof vertex === 'string' ? vertex : undefined)
  const source = findDetail(error, 'errdefs.Source')
  const dockerfile = dockerfileExcerpt(request, source?.info?.filename, source?.info?.data, source?.ranges)
  const told = {
    service: request.service,
    reason: reasonOf(error, step !== undefined),
    ...(step && { step: step.name, output: step.output }),
    ...(dockerfile && { dockerfile }),
  }
  return failure('build-failed', withoutPrivate(request, told))
}

/** BuildKit's words, without the command where the step says it already. */
function reasonOf({ message }: GrpcError, isStepKnown: boolean): string {
  const reason = message.replace(/^failed to solve: /, '')
  return isStepKnown ? reason.replace(/^process ".*" did not complete successfully: /s, '') : reason
}

/** What is read of BuildKit's error details. */
interface ErrorJson {
  readonly digest?: unknown
  readonly info?: { readonly filename?: string; readonly data?: string }
  readonly ranges?: LineRanges
}

const checkDetail = struct({
  info: optional(struct({ filename: optional(text), data: optional(text) })),
  ranges: checkRanges,
})

/** The last detail of a type; the outer ones, nearer to the Dockerfile, come last. */
function findDetail(error: GrpcError, type: string): ErrorJson | undefined {
  const detail = error.details.findLast(({ typeUrl }) => typeUrl.includes(`${type}+json`))
  if (detail === undefined) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(detail.value).toString())
    return checkDetail(value, 'it') === undefined ? (value as ErrorJson) : undefined
  } catch {
    return undefined
  }
}

import type { BuildWarningEvent } from '../model/build-event.ts'
import { type Failure, failure } from '../model/failure.ts'
import { list, number, optional, struct, text } from '../model/json-check.ts'
import type { BuildRequest } from './build-request.ts'
import { checkRanges, dockerfileExcerpt, type LineRanges } from './dockerfile-excerpt.ts'
import { GrpcError, statusCode } from './kit/grpc/status.ts'
import { withoutPrivate } from './without-private.ts'

/** What the Dockerfile checker says. */
export interface CheckResult {
  readonly warnings: readonly BuildWarningEvent[]
  /** What keeps the Dockerfile from being built at all. */
  readonly failure?: Failure
}

interface Location {
  readonly sourceIndex?: number
  readonly ranges?: LineRanges
}

interface Answer {
  readonly warnings?: readonly {
    readonly ruleName?: string
    readonly url?: string
    readonly detail?: string
    readonly location?: Location
  }[]
  readonly sources?: readonly { readonly filename?: string; readonly data?: string }[]
  readonly buildError?: { readonly message?: string; readonly location?: Location }
}

const checkLocation = optional(struct({ sourceIndex: optional(number), ranges: checkRanges }))

/** What is read of an answer; whoever names a frontend in `# syntax=` decides what answers. */
const checkAnswer = struct({
  warnings: optional(
    list(
      struct({
        ruleName: optional(text),
        url: optional(text),
        detail: optional(text),
        location: checkLocation,
      }),
    ),
  ),
  sources: optional(list(struct({ filename: optional(text), data: optional(text) }))),
  buildError: optional(struct({ message: optional(text), location: checkLocation })),
})

/** An answer that is none ends as a call does whose answer cannot be read. */
function readAnswer(bytes: Uint8Array | undefined): Answer {
  const answer = parse(Buffer.from(bytes ?? '{}').toString())
  const problem = checkAnswer(answer, 'it')
  if (problem === undefined) return answer as Answer
  throw new GrpcError(statusCode.internal, `the checker's answer cannot be read: ${problem}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads the frontend's answer to `frontend.lint`. */
export function readCheckResult(
  request: BuildRequest,
  metadata: Readonly<Record<string, Uint8Array>>,
): CheckResult {
  const answer = readAnswer(metadata['result.json'])
  const sourceOf = (location: Location | undefined) => answer.sources?.[location?.sourceIndex ?? 0]
  const warnings = (answer.warnings ?? []).map(({ ruleName, detail, url, location }): BuildWarningEvent => {
    const file = sourceOf(location)?.filename
    const line = location?.ranges?.[0]?.start?.line
    return {
      kind: 'warning',
      text: `${ruleName}: ${detail}`,
      ...(url && { url }),
      ...(file && { file }),
      ...(line && { line }),
    }
  })
  const { buildError } = answer
  if (!buildError) return { warnings }
  const { location, message = '' } = buildError
  const source = sourceOf(location)
  const dockerfile = dockerfileExcerpt(request, source?.filename, source?.data, location?.ranges)
  const data = { service: request.service, reason: message, ...(dockerfile && { dockerfile }) }
  return { warnings, failure: failure('build-failed', withoutPrivate(request, data)) }
}

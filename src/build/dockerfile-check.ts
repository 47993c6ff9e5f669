import type { BuildWarningEvent } from '../model/build-event.ts'
import { type Failure, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { dockerfileExcerpt, type LineRanges } from './dockerfile-excerpt.ts'
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

/** Reads the frontend's answer to `frontend.lint`. */
export function readCheckResult(
  request: BuildRequest,
  metadata: Readonly<Record<string, Uint8Array>>,
): CheckResult {
  const answer = JSON.parse(Buffer.from(metadata['result.json'] ?? '{}').toString()) as Answer
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

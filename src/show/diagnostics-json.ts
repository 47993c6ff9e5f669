import type { Failure } from '../model/failure.ts'
import { lineAndColumn, type Place } from '../model/place.ts'
import { textOf } from './failures/all.ts'
import { sentenceOf } from './failures/compose.ts'
import { jsonText } from './quote.ts'

/**
 * A failure as one line of JSON. `error` and `message` are what Docker Compose's `--progress json` prints
 * for a fatal error; code, places, hint, data and Docker Compose's own sentence (`compose`) are added.
 */
export function diagnosticsJson(failure: Failure): string {
  const { message, hint } = textOf(failure)
  const compose = sentenceOf(failure)
  return jsonText({
    ...(failure.severity === 'error' ? { error: true } : { warning: true }),
    message,
    code: failure.code,
    ...(hint && { hint }),
    ...(compose && { compose }),
    ...(failure.at && position(failure.at)),
    ...(failure.related && {
      related: failure.related.map(({ note, at }) => ({ note, ...position(at) })),
    }),
    ...(!failure.at?.source.isPrivate && { data: failure.data }),
  })
}

function position(place: Place): { file: string; line: number; column: number } {
  return { file: place.source.path, ...lineAndColumn(place) }
}

import type { Check } from '../model/json-check.ts'
import { BadAnswer } from './bad-answer.ts'

/** Characters of the longest line: what a build prints at once is a part of it. */
const LONGEST = 16 * 2 ** 20

/** The non-empty lines of a UTF-8 stream, without their line ends. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // Parts of a line that is not whole yet; they are joined once.
  let parts: string[] = []
  let length = 0
  for await (const chunk of source) {
    const [first = '', ...more] = decoded(decoder, chunk).split('\n')
    parts.push(first)
    length += first.length
    if (length > LONGEST) throw new BadAnswer('line')
    const rest = more.pop()
    if (rest === undefined) continue
    yield* notEmpty([parts.join(''), ...more])
    parts = [rest]
    length = rest.length
  }
  yield* notEmpty([parts.join('') + decoded(decoder)])
}

function notEmpty(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

/** The text of a chunk, or of what the last ones left over. */
function decoded(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    throw new BadAnswer('not-utf8')
  }
}

/** The mappings of a stream that has one a line, as the engine's progress and events have. */
export async function* readJsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<object> {
  for await (const line of readLines(source)) yield readMapping(line)
}

/** Mappings, each of which is as `check` says. */
export async function* checked(source: AsyncIterable<object>, check: Check): AsyncGenerator<object> {
  for await (const value of source) {
    const problem = check(value, 'it')
    if (problem !== undefined) throw new BadAnswer('shape', problem)
    yield value
  }
}

/** The mapping that a line is in JSON; a `BadAnswer` where it is none. */
export function readMapping(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new BadAnswer('line')
}

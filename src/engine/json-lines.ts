import { StringDecoder } from 'node:string_decoder'
import { BadAnswer } from './bad-answer.ts'

/** Characters of the longest line: what a build prints at once is a part of it. */
const LONGEST = 16 * 2 ** 20

/** The non-empty lines of a UTF-8 stream, without their line ends. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST) throw new BadAnswer('line')
    yield* lines.map((line) => line.trim()).filter((line) => line !== '')
  }
  const last = (rest + decoder.end()).trim()
  if (last) yield last
}

/** The mappings of a stream that has one a line, as the engine's progress and events have. */
export async function* readJsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<object> {
  for await (const line of readLines(source)) yield readMapping(line)
}

/** The mapping that a line is in JSON; a `BadAnswer` where it is none. */
export function readMapping(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new BadAnswer('line')
}

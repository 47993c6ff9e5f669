import { StringDecoder } from 'node:string_decoder'

/** The non-empty lines of a UTF-8 stream, without their line ends. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.map((line) => line.trim()).filter((line) => line !== '')
  }
  const last = (rest + decoder.end()).trim()
  if (last) yield last
}

/** The JSON values of a stream that has one a line, as the engine's progress and events have. */
export async function* readJsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  for await (const line of readLines(source)) yield JSON.parse(line) as unknown
}

import { describe, expect, it } from 'vitest'
import { JsonLogPrinter } from '../../../src/show/logs/json-log-printer.ts'
import { printMerged } from '../../../src/show/logs/print-merged.ts'
import { MemoryStream } from '../support/memory-stream.ts'

const at = (second: number) => `2026-11-23T18:40:0${second}.000000000Z`

function printerOf(...services: readonly string[]) {
  const stdout = new MemoryStream()
  const printer = new JsonLogPrinter(stdout)
  for (const service of services) printer.register(`${service}-2`, { service, replica: 2 })
  return { printer, stdout }
}

const MESSAGES: readonly (readonly [string, string, string])[] = [
  ['plain', `${at(1)} hello`, 'hello'],
  ['empty', `${at(1)} `, ''],
  ['of a terminal, with its carriage return', `${at(1)} hello\r`, 'hello'],
  ['with quotes and escapes', `${at(1)} say "hi"\t\u001b[1m`, 'say "hi"\t\u001b[1m'],
  ['beyond ASCII', `${at(1)} é€😀`, 'é€😀'],
  ['that is JSON itself', `${at(1)} {"a":1}`, '{"a":1}'],
]

describe('logs --json', () => {
  it.each(MESSAGES)('holds a message %s', async (_, line, message) => {
    const { printer, stdout } = printerOf('api')
    // In pieces of one byte, as a slow connection might bring it.
    for (const byte of Buffer.from(`${line}\n`)) {
      await printer.write('api-2', { stream: 'stdout', bytes: Buffer.of(byte) })
    }
    const expected = { time: at(1), service: 'api', replica: 2, stream: 'stdout', message }
    expect(stdout.text.endsWith('}\n')).toBe(true)
    expect(JSON.parse(stdout.text)).toEqual(expected)
    expect(Object.keys(JSON.parse(stdout.text))).toEqual(Object.keys(expected))
  })

  it('names the stream, and gives a line without a time that of the line before', async () => {
    const { printer, stdout } = printerOf('api')
    await printer.write('api-2', { stream: 'stderr', bytes: Buffer.from(`${at(3)} one\ntwo\n`) })
    await printer.write('api-2', { stream: 'stdout', bytes: Buffer.from(`${at(4)} rest`) })
    await printer.end()
    const rows = stdout.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.map(({ time, stream, message }) => [time, stream, message])).toEqual([
      [at(3), 'stderr', 'one'],
      [at(3), 'stderr', 'two'],
      [at(4), 'stdout', 'rest'],
    ])
  })

  it('comes in the order of time from several containers', async () => {
    const { printer, stdout } = printerOf('a', 'b')
    const source = async function* (text: string) {
      yield { stream: 'stdout', bytes: Buffer.from(text) } as const
    }
    const sources = [
      { name: 'a-2', chunks: source(`${at(1)} 1\n${at(3)} 3\n`) },
      { name: 'b-2', chunks: source(`${at(2)} 2\n${at(4)} 4\n`) },
    ]
    await printMerged(sources, printer, { timestamps: true })
    const messages = stdout.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).message)
    expect(messages).toEqual(['1', '2', '3', '4'])
  })
})

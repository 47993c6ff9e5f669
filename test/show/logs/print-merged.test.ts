import { describe, expect, it } from 'vitest'
import { LogPrinter } from '../../../src/show/logs/log-printer.ts'
import type { OutputChunk } from '../../../src/show/logs/output.ts'
import { printMerged } from '../../../src/show/logs/print-merged.ts'
import { MemoryStream } from '../support/memory-stream.ts'

function at(second: number, text: string): string {
  return `2026-11-23T18:40:${`${second}`.padStart(2, '0')}.000000000Z ${text}`
}

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<OutputChunk> {
  for (const text of texts) yield { stream: 'stdout', bytes: Buffer.from(text) }
}

async function merged(
  sources: Readonly<Record<string, AsyncIterable<OutputChunk>>>,
  timestamps = false,
): Promise<string> {
  const stdout = new MemoryStream()
  const printer = new LogPrinter({ stdout, stderr: stdout, color: false, prefix: true })
  const list = Object.entries(sources).map(([name, chunks]) => ({ name, chunks }))
  await printMerged(list, printer, { timestamps })
  return stdout.text
}

describe('logs of several containers', () => {
  it('come in the order of their times', async () => {
    const sources = {
      a: chunksOf(`${at(1, 'one')}\n${at(4, 'four')}\n`, `${at(5, 'five')}\n`),
      b: chunksOf(`${at(2, 'two')}\n`, `${at(3, 'three')}\n${at(6, 'six')}\n`),
    }
    expect(await merged(sources)).toBe('a  | one\nb  | two\nb  | three\na  | four\na  | five\nb  | six\n')
  })

  it('show the times if asked to', async () => {
    expect(await merged({ a: chunksOf(`${at(1, 'one')}\n`) }, true)).toBe(`a  | ${at(1, 'one')}\n`)
  })

  it('keep the order within a container whose clock went back', async () => {
    const sources = {
      a: chunksOf(`${at(5, 'first')}\n${at(1, 'second')}\n`),
      b: chunksOf(`${at(3, 'between')}\n`),
    }
    expect(await merged(sources)).toBe('b  | between\na  | first\na  | second\n')
  })

  it('keep lines without a time where they are', async () => {
    const sources = { a: chunksOf(`${at(2, 'x')}\nno time\n`), b: chunksOf(`${at(1, 'y')}\n${at(3, 'z')}\n`) }
    expect(await merged(sources)).toBe('b  | y\na  | x\na  | no time\nb  | z\n')
  })

  it('come from the first named container where times are equal', async () => {
    expect(await merged({ b: chunksOf(`${at(1, 'x')}\n`), a: chunksOf(`${at(1, 'y')}\n`) })).toBe(
      'b  | x\na  | y\n',
    )
  })

  it('have long lines put together, without the times the engine puts inside', async () => {
    const piece = 'x'.repeat(16 * 1024)
    const line = `${at(1, piece)}${at(1, piece)}${at(1, 'end')}\n`
    expect(await merged({ a: chunksOf(line.slice(0, 20_000), line.slice(20_000)) })).toBe(
      `a  | ${piece}${piece}end\n`,
    )
  })

  it('include a last line without newline, and containers that said nothing', async () => {
    expect(await merged({ a: chunksOf(at(1, 'x')), b: chunksOf() })).toBe('a  | x\n')
  })
})

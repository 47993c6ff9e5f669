import { describe, expect, it } from 'vitest'
import { demux } from '../../src/engine/demux.ts'

function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Buffer, size: number): Promise<[string, string][]> {
  const runs: [string, string][] = []
  for await (const { stream, bytes: part } of demux(pieces(bytes, size))) {
    const last = runs.at(-1)
    if (last?.[0] === stream) last[1] += part.toString('latin1')
    else runs.push([stream, part.toString('latin1')])
  }
  return runs
}

describe('demux', () => {
  const bytes = Buffer.concat([
    frame(1, 'one\n'),
    frame(1, 'two\n'),
    frame(2, 'oops\n'),
    frame(1, ''),
    frame(1, 'three\n'),
    frame(0, 'echo\n'),
  ])

  it.each([1, 2, 7, 8, 9, 11, 64, 1000])(
    'takes frames apart when they come %i bytes at a time',
    async (size) => {
      expect(await read(bytes, size)).toEqual([
        ['stdout', 'one\ntwo\n'],
        ['stderr', 'oops\n'],
        ['stdout', 'three\necho\n'],
      ])
    },
  )

  it('hands neighbours of one stream on together', async () => {
    const chunks = []
    for await (const chunk of demux(pieces(bytes, 1000))) chunks.push(chunk)
    expect(chunks).toHaveLength(3)
  })

  it('does not wait for the end of a long frame', async () => {
    const long = frame(1, 'x'.repeat(100)).subarray(0, 50)
    expect(await read(long, 1000)).toEqual([['stdout', 'x'.repeat(42)]])
  })
})

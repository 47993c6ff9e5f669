import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { divide, streamParcel } from '../../../src/watch/sync/parcels.ts'

const SIZE = 9 * 1024 * 1024
let folder: string
const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-parcels-'))
  writeFileSync(join(folder, 'big'), Buffer.alloc(SIZE, 'x'))
  process.prependListener('uncaughtException', note)
})

afterAll(() => {
  process.off('uncaughtException', note)
  rmSync(folder, { recursive: true })
})

function parcel() {
  const path = join(folder, 'big')
  const [one] = divide([{ target: '/big', path, stats: lstatSync(path) }])
  if (!one?.isStreamed) throw new Error('a big file is streamed')
  return one
}

describe('a big file', () => {
  it('is sent whole', async () => {
    let bytes = 0
    for await (const chunk of streamParcel(parcel())) bytes += (chunk as Buffer).length
    // Its header, and the two empty blocks at the end.
    expect(bytes).toBe(SIZE + 512 + 1024)
  })

  it.each([0, 1, 100])('harms nothing where whoever takes it has gone after %i reads', async (reads) => {
    const stream = streamParcel(parcel())
    let left = reads
    if (reads > 0)
      for await (const _ of stream) {
        left -= 1
        if (left === 0) break
      }
    stream.destroy(new Error('the engine is away'))
    stream.on('error', () => {})
    await sleep(50)
    expect(uncaught).toEqual([])
  })
})

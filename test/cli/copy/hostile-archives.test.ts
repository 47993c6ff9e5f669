import { lstatSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpack } from '../../../src/cli/copy/unpack.ts'
import { Failed, type Failure } from '../../../src/model/failure.ts'
import { attacks, file, folder } from './support/attacks.ts'
import { type Entry, tarOf } from './support/tar-of.ts'
import { type Ground, makeGround } from './support/victim.ts'

let ground: Ground
beforeEach(() => {
  ground = makeGround()
})
afterEach(() => ground.remove())

/** Unpacks as `cp a:/dir TARGET` does. */
async function refusalsOf(entries: readonly Entry[]): Promise<readonly string[]> {
  const found = await failureOf(tarOf(...entries))
  if (!found) return []
  if (found.code !== 'copy-refused') throw new Error(found.code)
  return found.data.entries.map(({ path, reason }) => `${path}: ${reason}`)
}

async function failureOf(tar: NodeJS.ReadableStream): Promise<Failure | undefined> {
  try {
    await unpack(tar, { directory: ground.target, name: 'dir' })
    return undefined
  } catch (error) {
    if (error instanceof Failed) return error.failures[0]
    throw error
  }
}

describe('an archive that', () => {
  it.each(attacks)('$what', async ({ before, entries, refused, left }) => {
    before?.(ground)
    const { targetPaths, victim } = ground
    const untouched = ground.victimState()
    expect(await refusalsOf(entries)).toEqual(refused)
    // One name of the file less: that of the link that was replaced.
    expect(withoutLinkCounts(ground.victimState())).toEqual(withoutLinkCounts(untouched))
    expect(targetPaths().map((path) => path.replace(victim, 'VICTIM'))).toEqual(left)
  })

  it('refuses much is told of with a few names', async () => {
    const many = Array.from({ length: 500 }, (_, at) => file(`dir/../${at}`))
    const found = await failureOf(tarOf(...many))
    expect(found?.data).toMatchObject({ more: 490 })
  })

  it('ends in the middle of a file leaves nothing of it', async () => {
    const whole = Buffer.concat(await tarOf({ name: 'dir/a', content: 'A'.repeat(4000) }).toArray())
    expect(await failureOf(Readable.from([whole.subarray(0, 2000)]))).toMatchObject({
      code: 'copy-archive-broken',
    })
    expect(ground.targetPaths()).toEqual(['dir/'])
  })

  it.each([
    ['is none', Buffer.alloc(2048, 'no tar ')],
    ['has a wrong sum', wrongSum()],
  ])('%s is said to be broken', async (_, bytes) => {
    expect(await failureOf(Readable.from([bytes]))).toMatchObject({ code: 'copy-archive-broken' })
    expect(ground.targetPaths()).toEqual([])
  })

  it('is unpacked while somebody swaps a folder for a link reaches nothing by it', async () => {
    const { target, victim } = ground
    const entries = tarOf(
      folder('dir'),
      folder('dir/s'),
      { name: 'dir/s/big', content: 'x'.repeat(1 << 20) },
      file('dir/s/file'),
    )
    let swapped = false
    const swapping = Readable.from(
      (async function* () {
        for await (const part of entries) {
          yield part
          if (swapped || !lstatSync(join(target, 'dir/s'), { throwIfNoEntry: false })) continue
          renameSync(join(target, 'dir/s'), join(target, 'dir/away'))
          symlinkSync(victim, join(target, 'dir/s'))
          swapped = true
        }
      })(),
    )
    const untouched = ground.victimState()
    await failureOf(swapping)
    expect(swapped).toBe(true)
    expect(ground.victimState()).toEqual(untouched)
    expect(readFileSync(join(victim, 'file'), 'utf8')).toBe('precious')
  })
})

function wrongSum(): Buffer {
  const block = Buffer.alloc(1024)
  block.write('dir/a', 0)
  block.write('0000644', 100)
  block.write('777777', 148)
  return block
}

function withoutLinkCounts(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state, (key, value) => (key === 'nlink' ? undefined : value)))
}

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDifference, type IsCopied } from '../../../src/watch/sync/entries.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-entries-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const everything: IsCopied = () => true

/** What is found for paths below `src`, which is copied to `/app`. */
function difference(names: readonly string[], isCopied = everything) {
  const mapping = new Map(names.map((name) => [`/app/${name}`, join(folder, 'src', name)]))
  const { writes, removals } = findDifference(mapping, isCopied)
  return { writes: writes.map(({ target }) => target), removals }
}

function file(name: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), name)
}

describe('a difference', () => {
  it('has directories before what is in them, and what is gone without what was below', () => {
    file('src/lib/a')
    expect(difference(['lib/a', 'old', 'old/b', 'lib'])).toEqual({
      writes: ['/app/lib', '/app/lib/a'],
      removals: ['/app/old'],
    })
  })

  it('has nothing of what a link leads to that took the place of a directory', () => {
    file('outside/passwd')
    file('src/kept')
    symlinkSync(join(folder, 'outside'), join(folder, 'src/etc'))
    const wanted = { writes: ['/app/etc'], removals: [] }
    expect(difference(['etc/passwd', 'etc'])).toEqual(wanted)
    // The link itself may be told of later.
    expect(difference(['etc/passwd', 'etc/deep/er', 'etc/gone'])).toEqual(wanted)
  })

  it('has nothing to remove below what is a file now', () => {
    file('src/flip')
    expect(difference(['flip/a', 'flip/b/c'])).toEqual({ writes: ['/app/flip'], removals: [] })
  })

  it('removes what was below a file or a link that is not copied itself', () => {
    file('outside/a.ts')
    mkdirSync(join(folder, 'src'))
    symlinkSync(join(folder, 'outside'), join(folder, 'src/lib'))
    const onlyTypes: IsCopied = (target) => target.endsWith('.ts')
    expect(difference(['lib/a.ts'], onlyTypes)).toEqual({ writes: [], removals: ['/app/lib/a.ts'] })
  })

  it.runIf(process.platform === 'linux')('removes nothing for a name that is no text', () => {
    file('src/a')
    writeFileSync(Buffer.concat([Buffer.from(join(folder, 'src/b')), Buffer.from([0xff])]), '')
    const [, listed = ''] = readdirSync(join(folder, 'src'))
    expect(difference(['a', listed])).toEqual({ writes: ['/app/a'], removals: [] })
  })

  it('does not mind links above the rule’s path', () => {
    file('real/src/a')
    symlinkSync('real', join(folder, 'link'))
    const mapping = new Map([['/srv/src/a', join(folder, 'link/src/a')]])
    expect(findDifference(mapping, everything).writes).toHaveLength(1)
  })
})

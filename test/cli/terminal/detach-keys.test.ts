import { describe, expect, it } from 'vitest'
import { readDetachKeys, watchForKeys } from '../../../src/cli/terminal/detach-keys.ts'

describe('readDetachKeys', () => {
  it.each([
    ['ctrl-p,ctrl-q', [16, 17]],
    ['ctrl-a', [1]],
    ['ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_', [0, 27, 28, 29, 30, 31]],
    ['a,b', [97, 98]],
  ])('%s', (keys, bytes) => {
    expect([...(readDetachKeys(keys) ?? [])]).toEqual(bytes)
  })

  it.each(['', 'ctrl-', 'ctrl-1', 'ab', 'a,', 'ctrl-A'])('%j is none', (keys) => {
    expect(readDetachKeys(keys)).toBeUndefined()
  })
})

describe('watchForKeys', () => {
  const feed = (...pieces: string[]) => {
    const watch = watchForKeys(Buffer.from('\x10\x11'))
    const passed: string[] = []
    for (const piece of pieces) {
      const { pass, detached } = watch.push(Buffer.from(piece))
      passed.push(pass.toString())
      if (detached) return { passed: passed.join(''), detached }
    }
    return { passed: passed.join(''), detached: false }
  }

  it.each([
    [['hello'], { passed: 'hello', detached: false }],
    [['ab\x10\x11'], { passed: 'ab', detached: true }],
    [['ab\x10', '\x11cd'], { passed: 'ab', detached: true }],
    [['\x10x'], { passed: '\x10x', detached: false }],
    [['\x10', 'x'], { passed: '\x10x', detached: false }],
    [['\x10\x10\x11'], { passed: '\x10', detached: true }],
    [['\x11'], { passed: '\x11', detached: false }],
  ])('%j', (pieces, expected) => {
    expect(feed(...pieces)).toEqual(expected)
  })
})

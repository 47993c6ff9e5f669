import { describe, expect, it } from 'vitest'
import type { WatchEvent } from '../../../src/model/watch-event.ts'
import { createStyle } from '../../../src/show/ansi.ts'
import { watchLine } from '../../../src/show/watch/watch-line.ts'

const line = (event: WatchEvent) => watchLine(event, { style: createStyle(false), cwd: '/shop' })
const synced = {
  kind: 'synced',
  service: 'web',
  cause: 'change',
  containers: 1,
  files: 1,
  removed: 0,
  bytes: 1536,
  ms: 12.4,
  paths: ['/shop/src/a.js'],
} as const

describe('the line of a change', () => {
  it('has service, action, files, bytes, time and what has changed', () => {
    expect(line(synced)).toBe('web sync: 1 file, 1.536kB, 12 ms (src/a.js)')
    const many = ['/shop/src/a', '/shop/src/b', '/elsewhere/c', '/shop/d']
    const more = { ...synced, files: 2, removed: 2, containers: 3, ms: 1234, paths: many }
    expect(line(more)).toBe(
      'web sync: 2 files, 2 removed, 1.536kB, 3 containers, 1.2 s (src/a, src/b, /elsewhere/c, +1)',
    )
  })

  it('stays one line whatever the name of a file', () => {
    expect(line({ ...synced, paths: ['/shop/a\nb\u001b[31m\u009bü c'] })).toBe(
      'web sync: 1 file, 1.536kB, 12 ms (a\\nb\\u001b[31m\\u009bü c)',
    )
  })
})

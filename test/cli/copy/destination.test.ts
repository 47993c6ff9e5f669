import { describe, expect, it } from 'vitest'
import { type CopyEnds, placeCopy } from '../../../src/cli/copy/destination.ts'
import { failureOf } from '../support/failure-of.ts'

const file = { sourcePath: '/src/a.txt', sourceIsDirectory: false } as const
const directory = { sourcePath: '/src/dir', sourceIsDirectory: true } as const
const content = { sourcePath: '/src/dir/.', sourceIsDirectory: true } as const

describe('placeCopy', () => {
  it.each<[string, CopyEnds, object]>([
    [
      'a file takes the name of a target that is not there',
      { ...file, targetPath: '/t/new', target: 'missing' },
      { directory: '/t', name: 'new' },
    ],
    [
      'a file replaces a file',
      { ...file, targetPath: '/t/old', target: 'file' },
      { directory: '/t', name: 'old' },
    ],
    [
      'a file goes into a directory',
      { ...file, targetPath: '/t', target: 'directory' },
      { directory: '/t', name: 'a.txt' },
    ],
    [
      'a directory takes the name of a target that is not there',
      { ...directory, targetPath: '/t/new/', target: 'missing' },
      { directory: '/t', name: 'new' },
    ],
    [
      'a directory goes into a directory',
      { ...directory, targetPath: '/t', target: 'directory' },
      { directory: '/t', name: 'dir' },
    ],
    [
      'what is in a directory goes into a directory',
      { ...content, targetPath: '/t', target: 'directory' },
      { directory: '/t', name: '' },
    ],
    [
      'something goes to the root',
      { ...file, targetPath: '/new', target: 'missing' },
      { directory: '/', name: 'new' },
    ],
  ])('%s', (_, ends, expected) => {
    expect(placeCopy(ends)).toEqual(expected)
  })

  it.each<[string, CopyEnds]>([
    ['a file to a directory that is not there', { ...file, targetPath: '/t/new/', target: 'missing' }],
    ['a directory onto a file', { ...directory, targetPath: '/t/old', target: 'file' }],
    ['a file onto a file said to be a directory', { ...file, targetPath: '/t/old/', target: 'file' }],
  ])('%s fails', (_, ends) => {
    expect(failureOf(() => placeCopy(ends)).code).toBe('copy-target-no-directory')
  })
})

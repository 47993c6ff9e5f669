import { describe, expect, it } from 'vitest'
import { absolutePath, enginePath } from '../../../src/attributes/values/path.ts'

const context = { directory: '/srv/app', home: '/home/me' }

describe('enginePath', () => {
  it.each([
    ['./data', '/srv/app/data'],
    ['../data/.', '/srv/data'],
    ['data', '/srv/app/data'],
    ['', '/srv/app'],
    ['~/data', '/home/me/data'],
    ['~data', '/home/me/data'],
    ['/var/../lib', '/var/../lib'],
    ['C:\\data', 'C:\\data'],
    ['C:data', '/srv/app/C:data'],
    ['\\\\.\\pipe\\docker', '\\\\.\\pipe\\docker'],
    ['\\\\server\\share', '\\\\server\\share'],
  ])('%j is %j', (path, absolute) => {
    expect(enginePath(path, context)).toBe(absolute)
  })
})

describe('absolutePath', () => {
  it('leaves the empty path alone', () => {
    expect(absolutePath('', context)).toBe('')
  })

  it.each([
    ['a', '/srv/app/a'],
    ['~', '/home/me'],
  ])('%j is %j', (path, absolute) => {
    expect(absolutePath(path, context)).toBe(absolute)
  })
})

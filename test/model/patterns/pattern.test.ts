import { describe, expect, it } from 'vitest'
import { cleanPath, readPattern } from '../../../src/model/patterns/pattern.ts'

describe('one pattern', () => {
  it.each([
    ['a', ['a'], ['b', 'a/b', 'aa']],
    ['a/b', ['a/b'], ['a', 'b', 'a/b/c']],
    ['*', ['a', '.x', 'ü'], ['a/b']],
    ['*.md', ['x.md', '.md'], ['a/x.md', 'xmd', 'x.mdx']],
    ['a/*', ['a/b'], ['a', 'a/b/c']],
    ['a?c', ['abc', 'a.c', 'a😀c'], ['a/c', 'ac', 'abbc']],
    ['**', ['a', 'a/b/c'], []],
    ['a/**', ['a/b', 'a/b/c'], ['a', 'ab']],
    ['a**', ['a', 'ab', 'a/b'], ['ba']],
    ['**/x', ['x', 'a/x', 'a/b/x'], ['ax', 'x/a', 'a/xx']],
    ['**x', ['x', 'ax', 'a/bx'], ['xa']],
    ['**/*.go', ['a.go', 'a/b.go', 'a/b/c.go'], ['a.gox', 'go']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb', 'b']],
    ['**/node_modules/**', ['node_modules/x', 'a/node_modules/x/y'], ['node_modules', 'xnode_modules/y']],
    ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
    ['[^a]x', ['bx', '^x'], ['ax']],
    ['a\\*b', ['a*b'], ['axb']],
    ['a\\[b', ['a[b'], ['ab']],
    ['a.b+c(d)|{e}$f', ['a.b+c(d)|{e}$f'], ['axb+c(d)|{e}$f']],
    ['a.*(x)', ['a.1(x)'], ['ab1(x)']],
    ['ä/日本*', ['ä/日本語'], ['ä/日']],
    ['./a/../b//c/', ['b/c'], ['a']],
  ])('%s', (line, matching, others) => {
    const pattern = readPattern(line)
    expect(matching.filter((path) => !pattern?.matches(path))).toEqual([])
    expect(others.filter((path) => pattern?.matches(path))).toEqual([])
  })

  it.each(['', '  ', '\t'])('is none when blank: %j', (line) => {
    expect(readPattern(line)).toBeUndefined()
  })

  it('knows negation', () => {
    expect(readPattern('!a')).toMatchObject({ negated: true, text: 'a' })
    expect(readPattern('a')).toMatchObject({ negated: false, text: 'a' })
  })
})

describe('cleanPath', () => {
  it.each([
    ['', '.'],
    ['.', '.'],
    ['a/', 'a'],
    ['/', '/'],
    ['a//b/./c', 'a/b/c'],
    ['a/../..', '..'],
    ['../../a', '../../a'],
    ['/../a', '/a'],
    ['a/b/../../c', 'c'],
  ])('%j becomes %j', (path, clean) => {
    expect(cleanPath(path)).toBe(clean)
  })
})

import { describe, expect, it } from 'vitest'
import { COMMAND, readCommandLine } from '../../../src/attributes/values/command-line.ts'

// What docker-compose 2.40.3 makes of the same texts.
describe('readCommandLine', () => {
  it.each<[line: string, words: string[]]>([
    ['', []],
    ['  ', []],
    [`a "b c" 'd e'`, ['a', 'b c', 'd e']],
    ['a\\ b', ['a b']],
    ['a\\nb', ['anb']],
    [`'a\\tb'`, ['a\\tb']],
    [`'' x`, ['', 'x']],
    [`a''b`, ['ab']],
    ['echo a; b', ['echo', 'a']],
    ['a && b', ['a']],
    ['a|b', ['a']],
    ['a 2>&1', ['a']],
    ['a12>x', ['a12']],
    [`sh -c 'x; y'`, ['sh', '-c', 'x; y']],
    ['a $(b c) d', ['a', '$(b c)', 'd']],
    ['`a b` c', ['`a b`', 'c']],
    ["a`'b c'`d", ['a`b c`d']],
    ['a#b', ['a#b']],
    ['\\;x', [';x']],
    ['a\tb\nc\r\nd', ['a', 'b', 'c', 'd']],
  ])('splits %j', (line, words) => {
    expect(readCommandLine(line)).toEqual(words)
  })

  it.each(['a "b', 'a\\', 'a (b)', 'a)', '$(a (b))', "`a 'b`"])('refuses %j', (line) => {
    expect(() => readCommandLine(line)).toThrow(expect.objectContaining({ expected: 'command-line' }))
  })
})

it('keeps an empty command apart from none', () => {
  expect(COMMAND.decode([])).toEqual([])
  expect(COMMAND.isZero([])).toBe(false)
})

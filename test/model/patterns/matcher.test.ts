import { describe, expect, it } from 'vitest'
import { createMatcher, type MatchState } from '../../../src/model/patterns/matcher.ts'

/** Matches a path the way a walk does: directory by directory, each inheriting from the one above. */
function matches(lines: readonly string[], path: string): boolean {
  const matcher = createMatcher(lines)
  const parts = path.split('/')
  let state: MatchState | undefined
  let matched = false
  for (let i = 1; i <= parts.length; i++) {
    const result = matcher?.match(parts.slice(0, i).join('/'), state)
    state = result?.state
    matched = result?.matched ?? false
  }
  return matched
}

describe('a list of patterns', () => {
  it.each([
    ['the last match wins', ['*', '!a', 'a'], ['a', 'b'], []],
    ['a negated pattern takes back', ['*', '!a'], ['b'], ['a']],
    ['what was not matched is not taken back', ['!a', 'b'], ['b'], ['a', 'c']],
    ['a directory counts for what is in it', ['a'], ['a', 'a/b', 'a/b/c'], ['ab']],
    ['something in a matched directory is taken back', ['a', '!a/b'], ['a', 'a/c'], ['a/b', 'a/b/c']],
    ['a directory is taken back with its contents', ['**', '!src'], ['x'], ['src', 'src/a/b']],
    ['taking back is taken back', ['a', '!a/b', 'a/b/c'], ['a/b/c', 'a/x'], ['a/b', 'a/b/d']],
    ['a wildcard counts for what is below', ['*/temp*'], ['x/temp1', 'x/temp1/y'], ['temp1', 'x/y/temp']],
    ['blank lines do nothing', ['', ' ', 'a'], ['a'], ['b']],
  ])('%s', (_, lines, matching, others) => {
    expect(matching.filter((path) => !matches(lines, path))).toEqual([])
    expect(others.filter((path) => matches(lines, path))).toEqual([])
  })

  it('is none when there are no patterns', () => {
    expect(createMatcher(['', ' '])).toBeUndefined()
  })

  it.each([
    [['a/b/c'], 'a', true],
    [['a/b/c'], 'a/b', true],
    [['a/b/c'], 'a/x', false],
    [['a/b/**'], 'a', true],
    [['a/b'], 'ab', false],
    [['*.txt'], 'x', true],
    [['a/*/c'], 'x', true],
  ])('%j may pick below %s: %s', (lines, directory, expected) => {
    expect(createMatcher(lines)?.mayPickBelow(directory)).toBe(expected)
    const takingBack = createMatcher(['**', ...lines.map((line) => `!${line}`)])
    expect(takingBack?.mayTakeBackBelow(directory)).toBe(expected)
  })

  it('has nothing to take back without negated patterns', () => {
    expect(createMatcher(['a', '**/b'])?.mayTakeBackBelow('a')).toBe(false)
  })
})

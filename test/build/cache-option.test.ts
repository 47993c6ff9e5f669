import { expect, it } from 'vitest'
import { joinCsv, readCacheOption, splitCsv } from '../../src/build/cache-option.ts'

it.each([
  ['demo/x:cache', { type: 'registry', attrs: { ref: 'demo/x:cache' } }],
  ['type=registry,ref=a/b', { type: 'registry', attrs: { ref: 'a/b' } }],
  ['ref=a/b,mode=max', { type: 'registry', attrs: { ref: 'a/b', mode: 'max' } }],
  ['type=gha,scope=x=y', { type: 'gha', attrs: { scope: 'x=y' } }],
  ['type=local,"src=a,b"', { type: 'local', attrs: { src: 'a,b' } }],
])('reads %s', (entry, expected) => {
  expect(readCacheOption(entry)).toEqual(expected)
})

it('joins and splits values with commas and quotes', () => {
  const values = ['plain', 'a,b', 'say "x"']
  expect(joinCsv(values)).toBe('plain,"a,b","say ""x"""')
  expect(splitCsv(joinCsv(values))).toEqual(values)
})

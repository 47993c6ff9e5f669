import { describe, expect, it } from 'vitest'
import { padEnd, textWidth, truncate, truncateStart } from '../../src/show/width.ts'

it.each([
  ['abc', 3],
  ['名前', 4],
  ['e\u0301', 1],
  ['🚀', 2],
  ['', 0],
  ['→✓', 2],
])('%s is %i columns wide', (text, width) => {
  expect(textWidth(text)).toBe(width)
})

describe('texts are cut to a width', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['名前です', 5, '名前…'],
    ['名前です', 4, '名…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
  ])('%s to %i', (text, columns, cut) => {
    expect(truncate(text, columns)).toBe(cut)
  })

  it('at the start', () => {
    expect(truncateStart('project-api-1', 6)).toBe('…api-1')
    expect(truncateStart('api-1', 6)).toBe('api-1')
  })
})

it('pads by columns, not by characters', () => {
  expect(padEnd('名', 4)).toBe('名  ')
})

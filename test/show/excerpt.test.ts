import { describe, expect, it } from 'vitest'
import { excerptOf } from '../../src/show/excerpt.ts'
import { textWidth } from '../../src/show/width.ts'

function excerpt(text: string, marked: string, columns = 80) {
  const start = text.indexOf(marked)
  return excerptOf({ source: { path: 'f', text }, start, end: start + marked.length }, columns)
}

describe('the excerpt of a place', () => {
  it.each([
    ['a plain line', 'a: b', 'b', 'a: b', 3, 1],
    ['tabs up to the next stop', '\ta:\tb', 'b', '    a:  b', 8, 1],
    ['a tab that is itself the place', 'a\tb', '\t', 'a   b', 1, 3],
    ['wide characters before', '名前: x', 'x', '名前: x', 6, 1],
    ['wide characters at the place', 'a: 名前', '名前', 'a: 名前', 3, 4],
    ['a combining accent', 'e\u0301: x', 'x', 'e\u0301: x', 3, 1],
    ['Windows line ends', 'a: 1\r\nb: 2\r\n', '2', 'b: 2', 3, 1],
    ['a place over several lines', 'a: |\n  b\nc: 1', '|\n  b\nc', 'a: |', 3, 1],
    ['a place at the end of the line', 'a:\nb', '\nb', 'a:', 2, 1],
    ['escape sequences made harmless', 'a: \u001b[31m', 'a', 'a: \ufffd[31m', 0, 1],
  ])('shows %s', (_, text, marked, line, indent, pointers) => {
    expect(excerpt(text, marked)).toEqual({ text: line, indent, pointers })
  })

  it('points behind the text for an empty place at its end', () => {
    const at = { source: { path: 'f', text: 'abc' }, start: 3, end: 3 }
    expect(excerptOf(at, 80)).toEqual({ text: 'abc', indent: 3, pointers: 1 })
  })

  const long = `${'x'.repeat(300)}HERE${'y'.repeat(300)}`

  it('cuts a long line around the place', () => {
    const { text, indent, pointers } = excerpt(long, 'HERE', 60)
    expect(textWidth(text)).toBeLessThanOrEqual(60)
    expect(text.slice(indent, indent + pointers)).toBe('HERE')
    expect(text).toMatch(/^…x+HEREy+…$/)
  })

  it('keeps the start of a long line if the place is there', () => {
    const { text, indent } = excerpt(`HERE${'y'.repeat(300)}`, 'HERE', 60)
    expect([text.startsWith('HEREy'), text.endsWith('…'), indent]).toEqual([true, true, 0])
  })

  it('never points past the columns', () => {
    const { indent, pointers } = excerpt(`a: ${'z'.repeat(300)}`, 'z'.repeat(300), 60)
    expect(indent + pointers).toBeLessThanOrEqual(60)
  })

  it('looks only at what is near the place', () => {
    const source = { path: 'f', text: 'a$B '.repeat(2_500_000) }
    for (let start = 1; start < source.text.length; start += 100_000) {
      const { text, indent, pointers } = excerptOf({ source, start, end: start + 2 }, 60)
      expect(text.slice(indent, indent + pointers)).toBe('$B')
    }
  })
})

import { describe, expect, it } from 'vitest'
import { Painter } from '../../../src/show/tty/painter.ts'

const size = { columns: 20, rows: 10 }
const ESCAPE = '\u001b'
const widthOf = (line: string) => line.length

/** A terminal that understands what painters write. */
function screenAfter(writes: readonly string[]): string[] {
  const rows: string[] = ['before']
  let row = 1
  let column = 0
  const tokens = writes
    .join('')
    .replaceAll(ESCAPE, '~')
    .matchAll(/~\[\??\d*[A-Za-z]|[\s\S]/g)
  for (const [token] of tokens) {
    const up = /^~\[(\d+)A$/.exec(token)?.[1]
    if (up) row -= Number(up)
    else if (token === '\r') column = 0
    else if (token === '\n') row++
    else if (token === '~[K') rows[row] = (rows[row] ?? '').slice(0, column)
    else if (token === '~[J') rows.length = row
    else if (token.length === 1) {
      rows[row] =
        (rows[row] ?? '').padEnd(column).slice(0, column) + token + (rows[row] ?? '').slice(column + 1)
      column++
    }
  }
  return rows
}

describe('the painter', () => {
  it.each([
    ['the same', ['a', 'b'], ['a', 'b']],
    ['other lines', ['long line', 'b', 'c'], ['x', 'b', 'see']],
    ['more lines', ['a'], ['a', 'b', 'c']],
    ['fewer lines', ['a', 'b', 'c'], ['z']],
    ['none any more', ['a', 'b'], []],
    ['the first lines', [], ['a']],
  ])('leaves on the screen what was drawn last: %s', (_, first, second) => {
    const painter = new Painter()
    const writes = [painter.draw(first, size, widthOf), painter.draw(second, size, widthOf)]
    expect(screenAfter(writes)).toEqual(['before', ...second])
  })

  it('writes only what has changed', () => {
    const painter = new Painter()
    painter.draw(['one', 'two', 'three'], size, widthOf)
    const text = painter.draw(['one', 'TWO', 'three'], size, widthOf)
    expect(text).toContain('TWO')
    expect(text).not.toMatch(/one|three/)
    expect(painter.draw(['one', 'TWO', 'three'], size, widthOf)).toBe('')
  })

  it('draws all anew after a change of size, above the rows that the terminal has wrapped', () => {
    const painter = new Painter()
    painter.draw(['a'.repeat(19), 'b'], size, widthOf)
    const text = painter.draw(['a', 'b'], { columns: 10, rows: 10 }, widthOf)
    expect(text).toContain('\r\u001b[3A\u001b[Ja\r\nb\r\n')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonText, quote, quoted, quoteLines, quoteOutput } from '../../src/show/quote.ts'
import { HOSTILE, ordersIn } from './support/hostile.ts'

describe('quoted text', () => {
  it.each([
    ['plain text, "quoted" \\ [::1]:80 a::b::c ## heading #[x]', undefined],
    ['häß 日本 🙂 é', undefined],
    ['::1', undefined],
    ['a\u001b[31mb', 'a\\u001b[31mb'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u009b\u007f\u0000', '\\u009b\\u007f\\u0000'],
    ['\u202eabc\u2069', '\\u202eabc\\u2069'],
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\ud800x\u{e0041}', '\\ud800x\\udb40\\udc41'],
    ['::error::x', '\\u003a:error::x'],
    ['  ::set-output name=a::b', '  \\u003a:set-output name=a::b'],
    ['a ##[error]x ##VSO[b]', 'a #\\u0023[error]x #\\u0023VSO[b]'],
  ])('%j', (text, wanted = text) => expect(quote(text)).toBe(wanted))

  it('gives no orders, is quoted once, and is the same text inside JSON', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...HOSTILE)).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, (one) => {
        expect(ordersIn(quote(one))).toBeUndefined()
        expect(quote(one)).not.toContain('\n')
        expect(ordersIn(quoteLines(one))).toBeUndefined()
        expect(quote(quote(one))).toBe(quote(one))
        expect(ordersIn(jsonText([one]))).toBeUndefined()
        expect(JSON.parse(quote(jsonText([one])))).toEqual([one])
      }),
    )
  })

  it('is quick on long texts', () => {
    for (const text of [
      '#'.repeat(1e6),
      ':'.repeat(1e6),
      `${' '.repeat(1e6)}::`,
      '::a'.repeat(3e5),
      '\u001b'.repeat(1e5),
    ])
      for (const make of [quote, quoteLines, quoteOutput]) expect(make(text).length).toBeGreaterThan(0)
  })

  it('goes as deep as values do', () => {
    const value = { '\n': ['\u001b', new Map([['\r', () => '\u0007']])], raw: '\u0001', n: 1, none: null }
    const { raw, '\\n': list } = quoted(value as Record<string, unknown>, new Set(['raw']))
    const [first, map] = list as [string, Map<string, () => string>]
    expect([raw, first, map.get('\\r')?.()]).toEqual(['\u0001', '\\u001b', '\\u0007'])
  })

  it('of programs keeps colours and what stands on the screen in the end', () => {
    expect(quoteOutput('\u001b[32mok\u001b[0m\tx')).toBe('\u001b[32mok\u001b[0m\tx')
    expect(quoteOutput('10%\r100%\r')).toBe('100%')
    expect(quoteOutput('a\u001b[2Jb ##[error]c')).toBe('a\\u001b[2Jb #\\u0023[error]c')
  })
})

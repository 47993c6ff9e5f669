import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { anyToPlain, NumberText, type Plain } from '../../../src/resolve/canonical/plain.ts'
import { writeYaml } from '../../../src/resolve/canonical/yaml.ts'
import { HOSTILE } from '../../show/support/hostile.ts'

const plain = (value: unknown) => anyToPlain(value, { target: 'yaml', variant: '2.40' })
const yaml = (value: unknown) => writeYaml(plain(value))

// Every expectation is what docker-compose 2.40.3 prints for the same value.
describe('texts', () => {
  it.each<[text: string, written: string]>([
    ['plain', 'plain'],
    ['', '""'],
    ['~', '"~"'],
    ['~x', '~x'],
    ['null', '"null"'],
    ['True', '"True"'],
    ['yes', '"yes"'],
    ['yEs', 'yEs'],
    ['y', '"y"'],
    ['1', '"1"'],
    ['+1', '"+1"'],
    ['09', '"09"'],
    ['0x1F', '"0x1F"'],
    ['0o17', '"0o17"'],
    ['0b12', '0b12'],
    ['0xFFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFFF'],
    ['1_000', '"1_000"'],
    ['.5', '".5"'],
    ['.', '.'],
    ['12e03', '"12e03"'],
    ['1e400', '1e400'],
    ['.inf', '".inf"'],
    ['1:30', '"1:30"'],
    ['1:90', '1:90'],
    ['100:20:30.5', '"100:20:30.5"'],
    ['2020-1-1', '"2020-1-1"'],
    ['2020-13-1', '2020-13-1'],
    ['2001-12-14 21:59:43', '"2001-12-14 21:59:43"'],
    ['2001-12-14t21:59:43.10-05:00', '"2001-12-14t21:59:43.10-05:00"'],
    [' lead', "' lead'"],
    ['trail ', "'trail '"],
    ["it's", "it's"],
    ["'q'", "'''q'''"],
    ['"q"', `'"q"'`],
    ['a: b', "'a: b'"],
    ['a:', "'a:'"],
    ['a:b', 'a:b'],
    ['a #b', "'a #b'"],
    ['- x', "'- x'"],
    ['-x', '-x'],
    ['---x', "'---x'"],
    ['? a', "'? a'"],
    ['?a', '?a'],
    ['[a', "'[a'"],
    ['a,b', 'a,b'],
    ['@x', "'@x'"],
    ['=', '='],
    ['<<', '<<'],
    ['a\tb', '"a\\tb"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['\x1b\x07\x01', '"\\e\\a\\x01"'],
    ['a\ufeffb', '"a\\uFEFFb"'],
    ['\ufeffa."', '"\\uFEFF\\x61\\x2E\\""'],
    ['😀', '"\\U0001F600"'],
    ['é\u00a0b', 'é\u00a0b'],
    ['a\\b', 'a\\b'],
  ])('writes %j', (text, written) => {
    expect(yaml({ k: text })).toBe(`k: ${written}\n`)
  })

  it.each<[text: string, written: string]>([
    ['a\nb', '|-\n  a\n  b'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\n\n', '|+\n  a\n'],
    ['a\n\n\nb', '|-\n  a\n\n\n  b'],
    ['\nfoo', '|2-\n\n  foo'],
    ['\n', '|2+\n'],
    ['\n\n', '|2+\n\n'],
    [' a\n b\n', '|2\n   a\n   b'],
    // Not as docker-compose, whose answer readers of YAML 1.2 (ours too) take for another text.
    ['a\u2028b\u2029\u2028c', '"a\\Lb\\P\\Lc"'],
    ['a\u2028b\nc', '"a\\Lb\\nc"'],
    ['a\tb\n\tc', '|-\n  a\tb\n  \tc'],
    ['a \nb', '"a \\nb"'],
    ['a\nb ', '"a\\nb "'],
  ])('writes lines %j', (text, written) => {
    expect(yaml({ k: text })).toBe(`k: ${written}\n`)
  })
})

describe('numbers', () => {
  it.each<[value: number | bigint, written: string]>([
    [1000000, '1000000'],
    [1000000.5, '1.0000005e+06'],
    [0.00001, '1e-05'],
    [0.5, '0.5'],
    [-0, '-0'],
    [1e23, '1e+23'],
    [12345678901234567890n, '12345678901234567890'],
    [Number.POSITIVE_INFINITY, '.inf'],
    [Number.NaN, '.nan'],
  ])('writes %s', (value, written) => {
    expect(yaml({ k: value })).toBe(`k: ${written}\n`)
  })

  it('leaves number texts as they are', () => {
    expect(yaml({ k: new NumberText('1e+06') })).toBe('k: 1e+06\n')
  })
})

describe('collections', () => {
  it('sorts keys as go-yaml does', () => {
    const keys = [
      '_',
      '1',
      '01',
      '2',
      '10',
      'A',
      'a',
      'a-b',
      'a.b',
      'a_b',
      'a1',
      'a1b',
      'a1_',
      'a01',
      'a2',
      'a10',
      'aB',
      'ab',
      'é',
    ]
    const shuffled = Object.fromEntries([...keys].reverse().map((key) => [key, 1]))
    expect([...(plain(shuffled) as Map<string, Plain>).keys()]).toEqual(keys)
  })

  it('indents lists and writes short forms of what is empty', () => {
    expect(yaml({ a: [['b', { c: 'd' }], { e: 'f', g: [1] }, [], {}, [{}], null], h: {}, i: [] })).toBe(
      [
        'a:',
        '  - - b',
        '    - c: d',
        '  - e: f',
        '    g:',
        '      - 1',
        '  - []',
        '  - {}',
        '  - - {}',
        '  - null',
        'h: {}',
        'i: []',
        '',
      ].join('\n'),
    )
  })

  it('writes what cannot be a simple key with a question mark', () => {
    expect(yaml({ 'a\nb': 1, [`${'x'.repeat(129)}`]: { b: 1 }, [`${'y'.repeat(128)}`]: 1 })).toBe(
      ['? |-', '  a', '  b', ': 1', `? ${'x'.repeat(129)}`, ': b: 1', `${'y'.repeat(128)}: 1`, ''].join('\n'),
    )
  })

  it('quotes keys like texts', () => {
    expect(yaml({ '': 1, ' x': 2, '1.5': 2, 'a: b': 3, y: 1 })).toBe(
      `"": 1\n' x': 2\n"1.5": 2\n'a: b': 3\n"y": 1\n`,
    )
  })
})

describe('whatever a text holds', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...HOSTILE.map((text) => text.replace(/\p{Cs}/gu, '?')),
          ' ',
          '\n',
          ': ',
          ' #',
          '- ',
          '\t',
        ),
      )
      .map((all) => all.join('')),
  )

  it('reads back the same, as value and as key, and has no control character as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const written = yaml({ [`k${text}`]: [text, { a: text }] })
        expect(written).not.toMatch(/(?![\n\t])\p{Cc}/u)
        expect(parse(written)).toEqual({ [`k${text}`]: [text, { a: text }] })
      }),
      { numRuns: 2000 },
    )
  })
})

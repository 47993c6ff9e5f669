import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bool,
  bytes,
  int,
  int64,
  list,
  nested,
  string,
  stringMap,
  strings,
} from '../../../../src/build/kit/wire/fields.ts'
import { decode, encode, message } from '../../../../src/build/kit/wire/message.ts'
import { WireError } from '../../../../src/build/kit/wire/reader.ts'

const inner = message({ name: string(1), size: int(2) })
const sample = message({
  text: string(1),
  data: bytes(2),
  flag: bool(3),
  size: int(4),
  time: int64(5),
  inner: nested(6, inner),
  items: list(7, inner),
  words: strings(8),
  attrs: stringMap(9),
})

describe('the wire format', () => {
  const cases: [string, Parameters<typeof encode<typeof sample.type & object>>[1], string][] = [
    ['nothing for defaults', { text: '', flag: false, size: 0, time: 0n }, ''],
    ['a varint of two bytes', { size: 150 }, '209601'],
    ['a string', { text: 'testing' }, '0a0774657374696e67'],
    ['a true', { flag: true }, '1801'],
    ['a size above 32 bits', { size: 2 ** 40 + 5 }, '20858080808020'],
    ['a mode with its highest bit', { size: 2 ** 31 + 0o755 }, '20ed83808008'],
    ['a time in nanoseconds', { time: 1700000000123456789n }, '28959a97ece39fe7cb17'],
    ['a negative integer in ten bytes', { time: -1n }, '28ffffffffffffffffff01'],
    ['an empty nested message', { inner: {} }, '3200'],
    [
      'repeated messages',
      {
        items: [
          { name: 'a', size: 0 },
          { name: '', size: 1 },
        ],
      },
      '3a030a01613a021001',
    ],
    ['repeated strings, empty ones too', { words: ['', 'b'] }, '4200420162'],
    ['a map', { attrs: { k: 'v' } }, '4a060a016b120176'],
  ]
  it.each(cases)('writes %s', (_, value, hex) => {
    expect(encode(sample, value).toString('hex')).toBe(hex)
  })

  it.each(cases)('reads %s back', (_, value, hex) => {
    const read = decode(sample, Buffer.from(hex, 'hex'))
    expect(encode(sample, read).toString('hex')).toBe(hex)
    expect(read.size).toBe(value.size ?? 0)
    expect(read.time).toBe(value.time ?? 0n)
  })

  it('gives defaults for what is absent', () => {
    expect(decode(sample, Buffer.alloc(0))).toEqual({
      text: '',
      data: new Uint8Array(0),
      flag: false,
      size: 0,
      time: 0n,
      inner: undefined,
      items: [],
      words: [],
      attrs: {},
    })
  })

  it('puts the right length before a nested message of any size', () => {
    for (const size of [0, 1, 123, 127, 128, 200, 16_383, 16_384, 70_000]) {
      const name = 'x'.repeat(size)
      expect(decode(sample, encode(sample, { inner: { name }, flag: true }))).toMatchObject({
        inner: { name },
        flag: true,
      })
    }
  })

  it('passes over unknown fields of every wire type, and known ones of a wrong type', () => {
    const unknown = ['a00101', 'a1010102030405060708', 'a201026162', 'a50101020304', '0801'].join('')
    expect(decode(sample, Buffer.from(`${unknown}1801`, 'hex'))).toMatchObject({ flag: true, text: '' })
  })

  it.each(['0a05616263', '20ff', '209f'.repeat(1) + 'ff'.repeat(11), '0f'])('refuses %s', (hex) => {
    expect(() => decode(sample, Buffer.from(hex, 'hex'))).toThrow(WireError)
  })

  it('gives any value back', () => {
    const value = fc.record({
      text: fc.string({ unit: 'grapheme' }),
      data: fc.uint8Array({ maxLength: 300 }),
      flag: fc.boolean(),
      size: fc.maxSafeNat(),
      time: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      words: fc.array(fc.string()),
      attrs: fc
        .dictionary(fc.string(), fc.string(), { noNullPrototype: true })
        .filter((map) => !Object.hasOwn(map, '__proto__')),
    })
    fc.assert(
      fc.property(value, (given) => {
        const read = decode(sample, encode(sample, given))
        expect({ ...read, data: [...read.data] }).toMatchObject({ ...given, data: [...given.data] })
      }),
    )
  })
})

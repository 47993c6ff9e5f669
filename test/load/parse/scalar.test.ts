import { describe, expect, it } from 'vitest'
import { resolvePlain, resolveTagged } from '../../../src/load/parse/scalar.ts'

describe('a plain scalar', () => {
  it.each([
    ['null', null],
    ['~', null],
    ['', null],
    ['Null', null],
    ['nUll', 'nUll'],
    ['true', true],
    ['FALSE', false],
    ['yes', 'yes'],
    ['on', 'on'],
    ['y', 'y'],
    ['0', 0],
    ['-1', -1],
    ['+5', 5],
    ['1_000', 1000],
    ['0x1F', 31],
    ['-0x1f', -31],
    ['0o17', 15],
    ['017', 15],
    ['00', 0],
    ['08', 8],
    ['0b101', 5],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551615', 18446744073709551615n],
    ['18446744073709551616', 18446744073709552000],
    ['-9223372036854775808', -9223372036854775808n],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['1e400', '1e400'],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.Inf', Number.NEGATIVE_INFINITY],
    ['.nan', Number.NaN],
    ['.', '.'],
    ['-', '-'],
    ['1.2.3', '1.2.3'],
    ['0x', '0x'],
    ['22:30', '22:30'],
    ['1_', 1],
    ['_1', '_1'],
    ['127.0.0.1', '127.0.0.1'],
    ['Infinity', 'Infinity'],
  ])('%s is %s', (text, value) => {
    expect(resolvePlain(text).value).toEqual(value)
  })

  it.each([
    ['2020-01-01', 'timestamp'],
    ['2020-1-1', 'timestamp'],
    ['2020-02-29', 'timestamp'],
    ['2021-02-29', 'string'],
    ['2020-13-01', 'string'],
    ['2001-12-14t21:59:43.10-05:00', 'timestamp'],
    ['2001-12-14 21:59:43', 'timestamp'],
    ['2001-12-14 25:59:43', 'string'],
    ['20200101', 'int'],
  ])('%s is a %s', (text, type) => {
    expect(resolvePlain(text).type).toBe(type)
  })
})

describe('a scalar with a tag', () => {
  it.each([
    ['str', '3', { value: '3', type: 'string' }],
    ['int', '3', { value: 3, type: 'int' }],
    ['float', '3', { value: 3, type: 'float' }],
    ['int', 'x', { mismatch: 'string' }],
    ['bool', 'yes', { mismatch: 'string' }],
    ['null', 'x', { mismatch: 'string' }],
  ])('!!%s %s', (tag, text, resolved) => {
    expect(resolveTagged(tag, text)).toEqual(resolved)
  })
})

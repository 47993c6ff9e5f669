import { expect, it } from 'vitest'
import { writeJson } from '../../../src/resolve/canonical/json.ts'
import { anyToPlain } from '../../../src/resolve/canonical/plain.ts'

const form = { target: 'json', variant: '2.40' } as const

it('escapes as Go does', () => {
  expect(writeJson('<a> & \u2028\u2029 " \\ \b\f\n\r\t\x01\x7f é 😀')).toBe(
    '"\\u003ca\\u003e \\u0026 \\u2028\\u2029 \\" \\\\ \\b\\f\\n\\r\\t\\u0001\x7f é 😀"',
  )
})

it('sorts keys by code point and writes compactly', () => {
  expect(writeJson(anyToPlain({ b: [1, null, true], '10': 1, '9': 0.5, a: {} }, form))).toBe(
    '{"10":1,"9":0.5,"a":{},"b":[1,null,true]}',
  )
})

it('loses empty lists that have no shape, as Docker Compose does', () => {
  expect(writeJson(anyToPlain({ a: [[], 1] }, form))).toBe('{"a":[null,1]}')
})

it('sorts what UTF-16 would put elsewhere', () => {
  expect(writeJson(anyToPlain({ '😀': 1, '\uff5e': 2 }, form))).toBe('{"\uff5e":2,"😀":1}')
})

it('indents', () => {
  expect(writeJson(anyToPlain({ a: [1, { b: 2 }], c: {} }, form), '  ')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ],\n  "c": {}\n}',
  )
})

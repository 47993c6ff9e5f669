import { expect, it } from 'vitest'
import { goJson } from '../../src/show/go-json.ts'
import { goQuote } from '../../src/show/go-quote.ts'
import { goTime } from '../../src/show/go-time.ts'

it.each([
  ["sh -c 'echo hello; …", '"sh -c \'echo hello; …"'],
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ['tab\there\u0001\u007f', '"tab\\there\\x01\\x7f"'],
  ['\u00a0\u200b', '"\\u00a0\\u200b"'],
  ['名🚀', '"名🚀"'],
])('quotes %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted)
})

it.each([
  ['UTC', '2026-09-21 14:13:20 +0000 UTC'],
  ['Europe/Berlin', '2026-09-21 16:13:20 +0200 CEST'],
  ['America/New_York', '2026-09-21 10:13:20 -0400 EDT'],
  ['Asia/Kolkata', '2026-09-21 19:43:20 +0530 IST'],
  ['America/Sao_Paulo', '2026-09-21 11:13:20 -0300 -03'],
])('prints a time in %s', (zone, text) => {
  expect(goTime(1_790_000_000, zone)).toBe(text)
})

it('makes JSON safe for HTML, as Go does', () => {
  expect(goJson({ Ports: '1->2 & <3' })).toBe('{"Ports":"1-\\u003e2 \\u0026 \\u003c3"}')
})

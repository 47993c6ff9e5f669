import { expect, it } from 'vitest'
import { failure } from '../../../src/model/failure.ts'
import { textOf } from '../../../src/show/failures/all.ts'
import { composeSentence } from '../../../src/show/failures/compose.ts'
import { bounded, chain, quotedList } from '../../../src/show/failures/words.ts'

const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`)

it.each([
  [3, 's0 -> s1 -> s2'],
  [9, 's0 -> s1 -> s2 -> s3 -> s4 -> s5 -> s6 -> s7 -> s8'],
  [3000, 's0 -> s1 -> s2 -> s3 -> s4 -> (2992 more) -> s2997 -> s2998 -> s2999'],
])('a way of %d steps', (count, text) => {
  expect(chain(names(count))).toBe(text)
})

it.each([
  [1, /^"s0"$/],
  [3, /^"s0", "s1" and "s2"$/],
  [21, /"s19" and "s20"$/],
  [5000, /"s19" and 4980 more$/],
])('a list of %d', (count, text) => {
  expect(quotedList(names(count))).toMatch(text)
})

it('a long line is cut in its middle, those beside it are not', () => {
  const [first = '', second = ''] = bounded(`short\n${'a'.repeat(5000)}${'b'.repeat(5000)}`).split('\n')
  expect(first).toBe('short')
  expect(second).toMatch(/^a{400,}.*b{400,}$/)
  expect(second.length).toBeLessThan(1010)
})

it.each([
  failure('no-such-service', { service: 'x'.repeat(100_000), known: names(5000) }),
  failure('dependency-cycle', { services: names(3000) }),
  failure('unknown-key', { path: ['services', 'y'.repeat(50_000)], key: 'z'.repeat(50_000) }),
  failure('include-cycle', { chain: names(3000).map((name) => `/${name.repeat(50)}.yaml`) }),
])('whatever a file holds, a message is short: $code', (one) => {
  const { message, hint = '' } = textOf(one)
  expect(message.length).toBeLessThan(1100)
  expect(hint.length).toBeLessThan(1100)
})

it('where Docker Compose has no sentence each failure is looked at a few times, not once for each other', () => {
  let looks = 0
  const one = failure('env-file-name', { text: 'x y' })
  const watched = Object.defineProperty({ ...one }, 'at', { get: () => void looks++ })
  expect(composeSentence(Array(1000).fill(watched))).toBe(undefined)
  expect(looks).toBeLessThan(10_000)
})

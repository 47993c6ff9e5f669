import { expect, it } from 'vitest'
import { createStyle, wantsColor, wantsUnicode, withoutSequences } from '../../src/show/ansi.ts'

it.each([
  [{ ansi: 'auto', isTerminal: true }, true],
  [{ ansi: 'auto', isTerminal: false }, false],
  [{ ansi: 'auto', isTerminal: true, noColor: '1' }, false],
  [{ ansi: 'auto', isTerminal: true, noColor: '' }, true],
  [{ ansi: 'auto', isTerminal: true, term: 'dumb' }, false],
  [{ ansi: 'always', isTerminal: false, noColor: '1' }, true],
  [{ ansi: 'never', isTerminal: true }, false],
] as const)('%o wants colour: %s', (question, wanted) => {
  expect(wantsColor(question)).toBe(wanted)
})

it.each([
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false],
  [{}, true],
  [{ TERM: 'linux', LANG: 'en_US.UTF-8' }, false],
])('%o has more than ASCII: %s', (environment, has) => {
  expect(wantsUnicode(environment)).toBe(has)
})

it('paints nothing into an empty text', () => {
  expect(createStyle(true).red('')).toBe('')
  expect(createStyle(true).red('x')).toBe('\u001b[31mx\u001b[0m')
})

it('takes escape sequences out', () => {
  expect(withoutSequences('a\u001b[1;31mb\u001b[0m\u001b]0;title\u0007c\u001b[2Kd')).toBe('abcd')
})

import { describe, expect, it } from 'vitest'
import { substitute } from '../../../src/load/interpolate/template.ts'

const VALUES: Readonly<Record<string, string>> = { A: 'aa', B: 'bb', EMPTY: '', LONG: 'x'.repeat(2 ** 20) }

function run(template: string) {
  const heard: string[] = []
  const result = substitute(template, {
    lookup: (name) => VALUES[name],
    unset: (name, index) => heard.push(`unset ${name} ${index}`),
    tooDeep: (limit, start, end) => heard.push(`deeper than ${limit} ${start}-${end}`),
    tooLong: (limit) => heard.push(`longer than ${limit}`),
    invalid: (start, end) => heard.push(`invalid ${start}-${end}`),
    required: (name, message, start, end) => heard.push(`required ${name} "${message}" ${start}-${end}`),
  })
  return { result, heard }
}

describe('a template', () => {
  it.each([
    ['no variable', 'no variable'],
    ['$A', 'aa'],
    ['${A}', 'aa'],
    ['x${A}y$B', 'xaaybb'],
    ['$$A $${A}', '$A ${A}'],
    ['$$$A', '$aa'],
    ['$1 $ $( $.', '$1 $ $( $.'],
    ['$A-b', 'aa-b'],
    ['${NO:-d}', 'd'],
    ['${NO-d}', 'd'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${A:-d}', 'aa'],
    ['${NO-}', ''],
    ['${A:+r}', 'r'],
    ['${EMPTY:+r}', ''],
    ['${EMPTY+r}', 'r'],
    ['${NO+r}', ''],
    ['${A:?m}', 'aa'],
    ['${EMPTY?m}', ''],
    ['${NO:-${B}}', 'bb'],
    ['${NO:-${NO2:-${A}}}x', 'aax'],
    ['${NO:-$A-${B:-x}}', 'aa-bb'],
    ['${NO:-a}b}', 'ab}'],
    ['${NO:-a} ${NO:-b} }', 'a b }'],
    ['${NO:-{}', '{'],
    ['${NO:-{"a":1}}', '{"a":1}'],
    ['${NO:-http://x:80/?a=b}', 'http://x:80/?a=b'],
    ['${NO:--}', '-'],
    ['${NO:-$$}', '$'],
  ])('%s', (template, result) => {
    expect(run(template)).toEqual({ result, heard: [] })
  })

  it.each([
    ['$NO', '', ['unset NO 0']],
    ['x ${NO}', 'x ', ['unset NO 2']],
    ['${A:-$NO}', 'aa', ['unset NO 5']],
    ['${}', '}', ['invalid 0-2']],
    ['${A', 'A', ['invalid 0-2']],
    ['a ${A!}', 'a A!}', ['invalid 2-4']],
    ['${1}', '1}', ['invalid 0-2']],
    ['${A:-x\n}', '', ['invalid 0-2']],
    ['x${A:-${A:-${A:-', '', ['invalid 1-3']],
    ['${NO:?tell $A}', '', ['required NO "tell aa" 0-14']],
    ['-${EMPTY:?}', '-', ['required EMPTY "" 1-11']],
    [`x${'${NO:-'.repeat(102)}y${'}'.repeat(102)}`, '', ['deeper than 100 607-613']],
    ['$LONG'.repeat(5), '', ['longer than 4194304']],
  ])('%.40j tells what is wrong', (template, result, heard) => {
    expect(run(template)).toEqual({ result, heard })
  })

  it.each([
    ['openings', '${A:-'.repeat(100_000)],
    ['openings and one end', `${'${A:-'.repeat(100_000)}}`],
    ['nested defaults', `${'${NO:-'.repeat(100_000)}${'}'.repeat(100_000)}`],
    ['one after the other', '${A:-b}'.repeat(100_000)],
    ['braces', `\${A:-${'{'.repeat(100_000)}}`],
    ['dollars', '$'.repeat(100_001)],
    ['long values', '$LONG'.repeat(100_000)],
  ])('of many %s takes bounded time', (_, template) => {
    const start = performance.now()
    run(template)
    expect(performance.now() - start).toBeLessThan(60_000)
  })
})

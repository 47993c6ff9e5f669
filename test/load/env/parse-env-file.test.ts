import { describe, expect, it } from 'vitest'
import type { EnvValue } from '../../../src/load/env/environment.ts'
import { parseEnvFile } from '../../../src/load/env/parse-env-file.ts'
import { Report } from '../../../src/load/report.ts'
import { lineAndColumn } from '../../../src/model/place.ts'

function parse(text: string, raw = false) {
  const report = new Report()
  const into = new Map<string, EnvValue>()
  const outer = new Map([['OUT', 'outer']])
  parseEnvFile({ path: '/.env', text }, into, { lookup: (name) => outer.get(name), raw }, report)
  const failures = report.all.map(({ code, at }) => {
    const { line, column } = at ? lineAndColumn(at) : { line: 0, column: 0 }
    return `${code} ${line}:${column}`
  })
  return { values: Object.fromEntries([...into].map(([name, { value }]) => [name, value])), failures, into }
}

describe('an env file', () => {
  it.each([
    ['a value', 'A=1\n', { A: '1' }],
    ['no line end', 'A=1', { A: '1' }],
    ['Windows line ends', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['spaces around', '  A = 1  \n', { A: '1' }],
    ['export', 'export A=1\nexport\tB=2\n', { A: '1', B: '2' }],
    ['a name that starts like export', 'exported=1\n', { exported: '1' }],
    ['a colon', 'A: 1\n', { A: '1' }],
    ['odd names', 'a.b-c[0]=1\n1A=2\nÄ=3\n', { 'a.b-c[0]': '1', '1A': '2', Ä: '3' }],
    ['comments', '# c\nA=1 # c\n  # c\nB=2#c\n', { A: '1', B: '2#c' }],
    ['empty values', 'A=\nB=""\n', { A: '', B: '' }],
    ['a name alone', 'OUT\nNO\n', { OUT: 'outer' }],
    ['a name alone at the very end', 'A=1\nOUT', { A: '1', '': 'OUT' }],
    ['single quotes', 'A=\'$B \\n "x" # c\'\n', { A: '$B \\n "x" # c' }],
    ['escaped quotes', 'A="x\\"y"\nB=\'x\\\'y\'\n', { A: 'x"y', B: "x'y" }],
    ['escapes in double quotes', 'A="a\\tb\\nc\\\\d\\$e\\0101\\q"\n', { A: 'a\tb\nc\\d$eA\\q' }],
    ['no escapes without quotes', 'A=a\\tb\n', { A: 'a\\tb' }],
    ['several lines', 'A="x\ny # z\n"\nB=1\n', { A: 'x\ny # z\n', B: '1' }],
    ['variables', 'A=1\nB=$A-${A}-${C:-d}-$$A\n', { A: '1', B: '1-1-d-$A' }],
    ['variables in double quotes', 'A=1\nB="$A"\n', { A: '1', B: '1' }],
    ['what wins over the file', 'OUT=own\nA=$OUT\n', { OUT: 'own', A: 'outer' }],
    ['text after a closing quote', 'A="x" # c\nB="y"OUT\n', { A: 'x', B: 'y', OUT: 'outer' }],
    ['a later value', 'A=1\nA=2\n', { A: '2' }],
    ['no name', '=1\n', { '': '1' }],
  ])('with %s', (_, text, values) => {
    expect(parse(text)).toMatchObject({ values, failures: [] })
  })

  it.each([
    ['a name with a space', 'A B=1\nC=2\n', ['env-file-name 1:2'], { C: '2' }],
    ['a name with a sign', 'C=2\nA!=1\n', ['env-file-name 2:2'], { C: '2' }],
    ['an open quote', 'C=2\nA="x\nB=1\n', ['env-file-quote 2:3'], { C: '2' }],
    ['a broken variable', 'A=${b\nC=2\n', ['interpolation-syntax 1:3'], { C: '2' }],
    ['a missing variable', 'A=x ${b:?no}\nC=2\n', ['variable-required 1:5'], { C: '2' }],
    ['an unset variable', 'A=x $b\n', ['variable-unset 1:5'], { A: 'x ' }],
    [
      'a comment for a value',
      'A= # c\nB=\t#x\nC=#y\n',
      ['env-file-comment-value 1:4', 'env-file-comment-value 2:4'],
      { A: '# c', B: '#x', C: '#y' },
    ],
    ['export alone', 'export ', ['env-file-name 1:8'], {}],
  ])('with %s', (_, text, failures, values) => {
    const parsed = parse(text)
    expect(parsed.failures).toEqual(failures)
    expect(parsed.values).toMatchObject(values)
  })

  it('of values that double stops where they get too long', () => {
    const text = `V0=x\n${Array.from({ length: 40 }, (_, i) => `V${i + 1}=$V${i}$V${i}\n`).join('')}`
    const { failures, values } = parse(text)
    expect(failures).toEqual(['interpolation-too-long 24:5'])
    expect(values.V22).toHaveLength(2 ** 22)
  })

  it('of values that are long together stops where it gets too much, and says so once', () => {
    const text = `V=${'x'.repeat(2 ** 20)}\n${Array.from({ length: 80 }, (_, i) => `W${i}=$V\n`).join('')}`
    const { failures, values } = parse(text)
    expect(failures).toEqual(['interpolation-too-much 66:5'])
    expect(values.W63).toHaveLength(2 ** 20)
    expect(values.W64).toBe('')
  })

  it.each<[what: string, text: string]>([
    ['lines', Array.from({ length: 300_000 }, (_, i) => `N${i}=v ${i}\n`).join('')],
    ['blanks in a value', `A=x${' '.repeat(1_000_000)}y`],
    ['blanks after a name', `A${' '.repeat(1_000_000)}=y`],
    ['open quotes', 'A="\n'.repeat(300_000)],
    ['backslashes', `A="${'\\'.repeat(1_000_000)}"`],
    ['returns', 'A=1\r'.repeat(300_000)],
  ])('of many %s takes time that grows with it', (_, text) => {
    const start = performance.now()
    parse(text)
    expect(performance.now() - start).toBeLessThan(60_000)
  })

  it('knows where its values are', () => {
    const text = 'A=1\nB = "x y" # c\n'
    const at = parse(text).into.get('B')?.at
    expect(text.slice(at?.start, at?.end)).toBe('"x y"')
  })
})

describe('a raw env file', () => {
  it.each([
    ['values as they are', 'A="x" # c\nB= $A \n', { A: '"x" # c', B: ' $A ' }],
    ['comments and empty lines', '# c\n\n  A=1\r\n', { A: '1' }],
    ['a name alone', 'OUT\nNO\n', { OUT: 'outer' }],
    ['equals signs', 'A=b=c\n', { A: 'b=c' }],
  ])('has %s', (_, text, values) => {
    expect(parse(text, true)).toMatchObject({ values, failures: [] })
  })

  it.each([
    ['=1\n', 'env-file-name 1:1'],
    ['X=1\n  A B=1\n', 'env-file-name 2:3'],
  ])('%j is wrong', (text, failure) => {
    expect(parse(text, true).failures).toEqual([failure])
  })
})

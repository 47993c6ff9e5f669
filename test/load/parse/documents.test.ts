import { describe, expect, it } from 'vitest'
import { parseDocuments } from '../../../src/load/parse/documents.ts'
import { Report } from '../../../src/load/report.ts'
import { lineAndColumn } from '../../../src/model/place.ts'
import { findOrigin } from '../../../src/model/tree.ts'
import { plain } from '../support/project-folder.ts'

function parse(text: string) {
  const report = new Report()
  const documents = parseDocuments({ path: '/compose.yaml', text }, report) ?? []
  const failures = report.all.map(({ code, at }) => {
    const { line, column } = at ? lineAndColumn(at) : { line: 0, column: 0 }
    return `${code} ${line}:${column}`
  })
  return { documents, trees: documents.map(({ tree }) => plain(tree)), failures }
}

describe('documents', () => {
  it.each([
    ['nothing', '', []],
    ['a comment alone', '# nothing\n', []],
    ['one', 'a: 1', [{ a: 1 }]],
    ['several', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['one that ends', 'a: 1\n...\n', [{ a: 1 }]],
    ['an empty one that is started', 'a: 1\n---\n', [{ a: 1 }, null]],
    ['a version directive', '%YAML 1.1\n---\na: yes\n', [{ a: 'yes' }]],
    ['what looks like one', 'a: |\n  %YAML 1.2\n', [{ a: '%YAML 1.2\n' }]],
    ['an escaped backslash before a slash', 'a: "\\\\/"\n', [{ a: '\\/' }]],
  ])('%s', (_, text, trees) => {
    expect(parse(text)).toMatchObject({ trees, failures: [] })
  })
})

describe('values', () => {
  it.each([
    ['quoted numbers are texts', 'a: "1"\nb: \'2\'', { a: '1', b: '2' }],
    ['block texts', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['flow collections', 'a: {b, "c":d}\ne: [f: g, h]', { a: { b: null, c: 'd' }, e: [{ f: 'g' }, 'h'] }],
    ['colons within', 'a: b:c\nd: http://x:80', { a: 'b:c', d: 'http://x:80' }],
    ['tags', 'a: !!str 1\nb: !!int "2"\nc: !own 3\nd: ! 4', { a: '1', b: 2, c: '3', d: 4 }],
    ['binary', 'a: !!binary aGFsbG8=', { a: 'hallo' }],
    ['dates of extensions', 'x-a: {b: 2020-01-01}', { 'x-a': { b: '2020-01-01' } }],
    ['keys of JavaScript', '__proto__: 1\nconstructor: 2', JSON.parse('{"__proto__": 1, "constructor": 2}')],
  ])('%s', (_, text, tree) => {
    expect(parse(text)).toMatchObject({ trees: [tree], failures: [] })
  })
})

describe('what is not indented below its key', () => {
  it.each([
    ['a list', 'a:\n  b: [c,\nd,\n]\n  e: f\n', { a: { b: ['c', 'd'], e: 'f' } }],
    ['a mapping', 'a:\n  b: {\nc: d, e: [\nf]}\ng: h\n', { a: { b: { c: 'd', e: ['f'] } }, g: 'h' }],
    ['a text', 'a:\n  b: "c\nd\n\ne"\n  f: g\n', { a: { b: 'c d\ne', f: 'g' } }],
    ['several', 'a: ["b\nc"]\nd: \'e\nf\'\ng: [\nh]\n', { a: ['b c'], d: 'e f', g: ['h'] }],
    ['with quotes and comments within', 'a:\n  b: [\n"]", # ]\nc]\n', { a: { b: [']', 'c'] } }],
  ])('%s', (_, text, tree) => {
    expect(parse(text)).toMatchObject({ trees: [tree], failures: [] })
  })

  it('has its places where it was written', () => {
    const text = 'a:\n  b: [c,\nd]\n  e: "f\ng"\nh: i\n'
    const tree = parse(text).documents[0]?.tree ?? null
    const written = [['a', 'b', 1], ['a', 'e'], ['h']].map((path) => {
      const { start = 0, end = 0 } = findOrigin(tree, path)?.at ?? {}
      return text.slice(start, end)
    })
    expect(written).toEqual(['d', '"f\ng"', 'i'])
  })
})

describe('anchors and merge keys', () => {
  it.each([
    ['an alias is a copy', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['an alias can be a key', 'a: &x b\nc: {*x : 1}', { a: 'b', c: { b: 1 } }],
    ['an alias means the anchor before it', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
    ['also within what is copied', 'a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\n', { a: 1, b: [1], c: 2, d: [1] }],
    ['own keys win', 'a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    ['also before', 'd: {c: 3, <<: {b: 1, c: 2}}', { d: { b: 1, c: 3 } }],
    ['the first of several wins', 'd: {<<: [{b: 1}, {b: 2, c: 3}]}', { d: { b: 1, c: 3 } }],
    ['quoted it is a key', 'd: {"<<": 1}', { d: { '<<': 1 } }],
    ['with its tag', 'd: {!!merge <<: {b: 1}}', { d: { b: 1 } }],
  ])('%s', (_, text, tree) => {
    expect(parse(text)).toMatchObject({ trees: [tree], failures: [] })
  })
})

describe('!reset and !override', () => {
  it('are noted with their path; what is reset is left out', () => {
    const { documents, trees } = parse('a:\n  b: !reset null\n  c: !override [1]\n  d: [1, !reset 2]\n')
    expect(trees).toEqual([{ a: { c: [1], d: [1] } }])
    expect(documents[0]?.resets).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['a', 'd', 1],
    ])
  })

  it('count by way of an alias, without the merge key in the path', () => {
    const { documents } = parse('x: &x {b: !reset null}\na: {<<: *x}\n')
    expect(documents[0]?.resets).toEqual([
      ['x', 'b'],
      ['a', 'b'],
    ])
  })
})

describe('what is wrong', () => {
  it.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', ['yaml-duplicate-key 3:1']],
    [
      'several of them',
      'a: {b: 1, b: 2}\nc: {d: 1, d: 2}\n',
      ['yaml-duplicate-key 1:11', 'yaml-duplicate-key 2:11'],
    ],
    ['a number as key', 'a:\n  1: x\n', ['yaml-key-not-string 2:3']],
    ['a null as key', 'a: {~: x}\n', ['yaml-key-not-string 1:5']],
    ['a list as key', '? [a]\n: b\n', ['yaml-key-not-string 1:3']],
    ['a date as key', 'a: {2020-01-01: x}\n', ['yaml-key-not-string 1:5']],
    ['a date as value', 'a: 2020-01-01\n', ['yaml-date 1:4']],
    ['an unknown anchor', 'a: *b\n', ['yaml-unknown-anchor 1:4']],
    ['an anchor that comes later', 'a: *b\nb: &b 1\n', ['yaml-unknown-anchor 1:4']],
    ['an anchor within itself', 'a: &a {b: *a}\n', ['yaml-alias-cycle 1:11']],
    ['a merge of a text', 'a: {<<: b}\n', ['yaml-merge-not-mapping 1:5']],
    ['a tag that does not fit', 'a: !!int b\n', ['yaml-tag-mismatch 1:10']],
    ['a tab', 'a:\n\tb: 1\n', ['yaml-syntax 2:1']],
    ['an open quote', 'a: "b\n', ['yaml-unclosed 1:4']],
    ['an open bracket', 'a: [b\nc: d\n', ['yaml-unclosed 1:4']],
    ['two values', 'a: b: c\n', ['yaml-syntax 1:4']],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2\n', ['yaml-syntax 3:3']],
    ['a reserved character', 'a: @b\n', ['yaml-syntax 1:4']],
  ])('%s', (_, text, failures) => {
    expect(parse(text).failures).toEqual(failures)
  })

  it.each([
    ['a tab', 'a:\n\tb: 1\n', 'tab-as-indent 2:1'],
    ['a block that begins with a tab, and goes on without', 'a: |\n  b\n\tc\n', 'tab-as-indent 3:1'],
    ['a line that is too deep', 'a: 1\n  b:\n    - 2\n', 'line-too-deep 2:3'],
    ['a colon in a text', 'a: say this: that\n', 'colon-in-text 1:4'],
    ['an item among keys', 'a:\n  b: 1\n  - c\n', 'item-among-keys 3:3'],
    ['a key among items', 'a:\n  - b\n  c: 1\n', 'key-among-items 3:3'],
    ['a quote that ends before its text does', 'a: "b\nc: ["d"]\n', 'text-after-value 2:6'],
    ['a conflict', 'a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> x\n', 'conflict-marker 2:1'],
    ['no colon', 'a:\n  b\n  c: 1\n', 'key-over-lines 2:3'],
    ['a reserved character', 'a: `b`\n', 'reserved-character 1:4'],
    ['an unknown escape', 'a: "\\q"\n', 'unknown-escape 1:5'],
    ['a comment without a space', 'a: [b]#c\n', 'comment-without-space 1:7'],
    ['a later version of YAML', '%YAML 1.2\n---\na: 1\n', 'unknown-directive 1:1'],
    ['a directive of no meaning', '# x\n%FOO bar\n---\na: 1\n', 'unknown-directive 2:1'],
    ['an escape of JSON', 'a: "b\\/c"\n', 'unknown-escape 1:6'],
    ['a character in two halves', 'a: ["\\ud83d\\ude00"]\n', 'escape-in-halves 1:6'],
    ['the name of an anchor', 'a: &b.c 1\n', 'anchor-name 1:9'],
    ['a comma too many', 'a: [b,,c]\n', 'unexpected 1:7'],
  ])('%s is called by its name', (_, text, expected) => {
    const report = new Report()
    parseDocuments({ path: '/compose.yaml', text }, report)
    const told = report.all.map(({ data, at }) => {
      const { line, column } = at ? lineAndColumn(at) : { line: 0, column: 0 }
      return `${(data as { cause: string }).cause} ${line}:${column}`
    })
    expect(told).toEqual([expected])
  })

  it.each([
    ['in a line that is empty otherwise', 'a:\n\t\n  b: 1\n', 2],
    ['after a text', 'a: b\n\t\nc: d\n', 2],
    ['after a quoted text', 'a: "b"\n  \t\nc: d\n', 2],
    ['before a comment', 'a: b\n\t# c\n', 2],
    ['at the start of the file', '\t\na: b\n', 1],
    ['at its end', 'a: b\n\t', 2],
    ['after the mark of an item', 'a:\n  -\tb\n', 2],
    ['as the start of a block', 'a: |\n  \tb\n', 2],
    ['before a bracket that closes after a text', 'a: [\n\t b\n\t]\n', 3],
  ])('a tab %s', (_, text, line) => {
    expect(parse(text).failures).toEqual([expect.stringMatching(`^yaml-syntax ${line}:`)])
  })

  it.each([
    ['within quotes', 'a: "b\n\tc"\n', [{ a: 'b c' }]],
    ['within a block', 'a: |\n  b\n  \tc\n', [{ a: 'b\n\tc\n' }]],
    ['at the start of a block whose depth is told', 'a: |2\n  \tb\n', [{ a: '\tb\n' }]],
    ['within brackets', 'a: [\n\tb,\n\t"c"\n\t]\n', [{ a: ['b', 'c'] }]],
    ['within outermost brackets', '{\n\t"a": {\n\t\t"b": true\n\t}\n}\n', [{ a: { b: true } }]],
    ['within a text, deeper than its key', 'a: b\n  \tc\n', [{ a: 'b c' }]],
    ['after a value', 'a:\tb\t\nc:\t# d\n  - "e"\t\n', [{ a: 'b', c: ['e'] }]],
    ['as a line of a block', 'a: |\n  - b\n  -\tc\n', [{ a: '- b\n-\tc\n' }]],
  ])('a tab %s is fine', (_, text, trees) => {
    expect(parse(text)).toMatchObject({ trees, failures: [] })
  })

  it('a key twice names both places', () => {
    const report = new Report()
    parseDocuments({ path: '/compose.yaml', text: 'a: 1\na: 2\n' }, report)
    const [failure] = report.all
    expect(failure?.related?.map(({ at }) => lineAndColumn(at))).toEqual([{ line: 1, column: 1 }])
  })
})

describe('files that are made to hurt', () => {
  it('aliases of aliases of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 10; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      )
    expect(parse(lines.join('\n')).failures).toEqual([expect.stringMatching(/^yaml-too-many-aliases /)])
  })

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['keys in a line', `a: 1\n"b${'":'.repeat(20_000)}`],
    ['indentation', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s without end', (_, text) => {
    expect(parse(text).failures).toEqual([expect.stringMatching(/^yaml-(too-deep|syntax) /)])
  })

  it.each([
    ['values', `a: [${'x, '.repeat(400_000)}]`, 'yaml-too-large 1:1000001'],
    ['characters in double quotes', `a:\n  - "${'x'.repeat(2 ** 22)}"`, 'yaml-too-large 2:5'],
  ])('too many %s', (_, text, problem) => {
    expect(parse(text).failures).toEqual([problem])
  })

  it('a very long text', () => {
    const text = 'x'.repeat(5_000_000)
    expect(parse(`a: ${text}`).trees).toEqual([{ a: text }])
  })
})

describe('origins', () => {
  const text = 'x: &x {b: 1}\na:\n  <<: *x\n  c: [2, *x]\n'
  const tree = parse(text).documents[0]?.tree ?? null
  const at = (path: (string | number)[]) => {
    const origin = findOrigin(tree, path)
    return origin && { text: text.slice(origin.at.start, origin.at.end), via: origin.via?.kind }
  }

  it('are those of the values', () => {
    expect(at(['a', 'c', 0])).toEqual({ text: '2', via: undefined })
  })

  it('say how aliased and merged values came', () => {
    expect(at(['a', 'b'])).toEqual({ text: '1', via: 'merge-key' })
    expect(at(['a', 'c', 1])).toEqual({ text: '{b: 1}', via: 'anchor' })
    expect(at(['a', 'c', 1, 'b'])).toEqual({ text: '1', via: 'anchor' })
  })
})

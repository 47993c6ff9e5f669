import { describe, expect, it } from 'vitest'
import { checkTree, transformTree } from '../../src/load/apply-rules.ts'
import type { Frame } from '../../src/load/context.ts'
import { uniqueTree } from '../../src/load/merge/unique.ts'
import { parseDocuments } from '../../src/load/parse/documents.ts'
import { Report } from '../../src/load/report.ts'
import { compileRules, ruleBelow } from '../../src/load/rules.ts'
import type { ServiceRules } from '../../src/model/attribute.ts'
import { failure } from '../../src/model/failure.ts'
import type { Tree, TreeMap } from '../../src/model/tree.ts'
import { plain } from './support/project-folder.ts'

function setUp(yaml: string, ...attributes: ServiceRules[]) {
  const report = new Report()
  const tree = parseDocuments({ path: '/f', text: yaml }, report)?.[0]?.tree as TreeMap
  const frame: Frame = { directory: '/d', home: '/h', environment: new Map(), raw: false, report }
  return { tree, frame, report, rules: compileRules({ attributes, elements: [] }) }
}

const shout = (value: Tree): Tree => (typeof value === 'string' ? value.toUpperCase() : value)

describe('rules', () => {
  it('have one owner for each path', () => {
    const rules = { canonical: { ports: shout } }
    expect(() => compileRules({ attributes: [rules, rules], elements: [] })).toThrow('services.*.ports')
  })

  it('are found by key, or for any', () => {
    const { rules } = setUp('', { cast: { 'a.*': 'int', 'a.b': 'boolean' } })
    const a = ['services', 'x', 'a'].reduce<ReturnType<typeof ruleBelow>>(ruleBelow, rules)
    expect([ruleBelow(a, 'b')?.cast, ruleBelow(a, 'c')?.cast, ruleBelow(a, 0)?.cast]).toEqual([
      'boolean',
      'int',
      'int',
    ])
  })
})

describe('transformTree', () => {
  it('runs the rule of a value before those of what it becomes', () => {
    const wrap = (value: Tree): Tree => (typeof value === 'string' ? { context: value } : value)
    const { tree, rules, frame } = setUp('services: {x: {build: dir, other: dir}}', {
      canonical: { build: wrap, 'build.context': shout },
    })
    transformTree(tree, 'canonical', rules, frame)
    expect(plain(tree)).toEqual({ services: { x: { build: { context: 'DIR' }, other: 'dir' } } })
  })

  it('tells a rule where it is', () => {
    const paths: unknown[] = []
    const note = (value: Tree, { path }: { path: unknown }): Tree => {
      paths.push(path)
      return value
    }
    const { tree, rules, frame } = setUp('services: {x: {a: [{b: 1}, {b: 2}]}}', {
      defaults: { 'a.*.b': note },
    })
    transformTree(tree, 'defaults', rules, frame)
    expect(paths).toEqual([
      ['services', 'x', 'a', 0, 'b'],
      ['services', 'x', 'a', 1, 'b'],
    ])
  })
})

describe('checkTree', () => {
  it('puts failures where the value is, or below it', () => {
    const { tree, rules, frame, report } = setUp('services: {x: {a: {b: 1}}}', {
      check: {
        a: (_, context) =>
          context.report((where) => failure('missing-key', { path: [], key: '' }, where), ['b']),
      },
    })
    checkTree(tree, rules, frame)
    expect(report.all).toMatchObject([{ at: { start: 22, end: 23 } }])
  })
})

describe('uniqueTree', () => {
  it('lets a later item take the place of an earlier one', () => {
    const { tree, rules, frame } = setUp('services: {x: {a: [k=1, l=2, k=3]}}', {
      unique: { a: (item) => String(item).slice(0, 1) },
    })
    uniqueTree(tree, rules, frame)
    expect(plain(tree)).toEqual({ services: { x: { a: ['k=3', 'l=2'] } } })
  })
})

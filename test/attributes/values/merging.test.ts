import { describe, expect, it } from 'vitest'
import { concat, keyOf, mergeAsList, mergeAsMapping } from '../../../src/attributes/values/merging.ts'
import type { RuleContext } from '../../../src/model/attribute.ts'
import type { Place } from '../../../src/model/place.ts'
import type { Tree, TreeList, TreeMap } from '../../../src/model/tree.ts'
import { originOf, setOrigin } from '../../../src/model/tree.ts'

const context = {
  merge: (base: Tree, over: Tree) => ({ ...(base as TreeMap), ...(over as TreeMap) }),
} as unknown as RuleContext & { merge(base: Tree, over: Tree): Tree }

const place = (start: number): Place => ({ source: { path: 'compose.yaml', text: '' }, start, end: start })

describe('mergeAsList', () => {
  it.each<[Tree, Tree, Tree]>([
    [['a=1'], ['b=2'], ['a=1', 'b=2']],
    [{ b: 2, a: 1 }, ['c'], ['a=1', 'b=2', 'c']],
    [{ a: null }, { b: true }, ['a', 'b=true']],
    ['10.0.0.1', ['10.0.0.2'], ['10.0.0.1', '10.0.0.2']],
    [['a'], null, ['a']],
    [{ host: ['::1', '127.0.0.1'] }, [], ['host=127.0.0.1', 'host=::1']],
  ])('%j and %j make %j', (base, over, merged) => {
    expect(mergeAsList(base, over, context)).toEqual(merged)
  })
})

describe('mergeAsMapping', () => {
  it('takes lists for mappings without values', () => {
    expect({ ...(mergeAsMapping(['a'], { b: { priority: 1 } }, context) as TreeMap) }).toEqual({
      a: null,
      b: { priority: 1 },
    })
  })
})

describe('concat', () => {
  it('keeps where each item came from', () => {
    const base: TreeList = ['a']
    const over: TreeList = ['b']
    setOrigin(base, 0, { at: place(1) })
    setOrigin(over, 0, { at: place(2) })
    const merged = concat(base, over)
    expect(originOf(merged, 0)?.at.start).toBe(1)
    expect(originOf(merged, 1)?.at.start).toBe(2)
  })
})

describe('keyOf', () => {
  it.each<[Tree, string]>([
    ['a=1', 'a'],
    ['a', 'a'],
    [{ a: 1 }, '{"a":1}'],
  ])('of %j is %j', (item, key) => {
    expect(keyOf(item)).toBe(key)
  })
})

import { expect, it } from 'vitest'
import { inDependencyOrder } from '../../src/model/graph.ts'

const graph = (edges: Readonly<Record<string, readonly string[]>>) =>
  new Map(Object.entries(edges).map(([name, targets]) => [name, new Set(targets)]))

it.each([
  [{ c: ['b'], b: ['a'], a: [] }, ['a', 'b', 'c']],
  [{ b: [], a: [] }, ['a', 'b']],
  [{ a: ['z', 'c'], c: ['d'], d: [], z: ['d'] }, ['d', 'c', 'z', 'a']],
  [{ a: ['elsewhere'] }, ['a']],
])('orders %j', (edges, order) => {
  expect(inDependencyOrder(graph(edges))).toEqual(order)
})

it('follows long chains', () => {
  const chain = Array.from({ length: 50_000 }, (_, i): [string, string[]] => [`s${i}`, [`s${i + 1}`]])
  expect(inDependencyOrder(graph(Object.fromEntries(chain)))).toHaveLength(50_000)
})

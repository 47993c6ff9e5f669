import { expect, it } from 'vitest'
import { cleanPath } from '../../src/attributes/values/path.ts'
import { resolveText } from '../support/canonical.ts'

it('joins the default network unless there is reason not to', async () => {
  const { project } = await resolveText(`
services:
  a: {image: x}
  b: {image: x, networks: {}}
  c: {image: x, network_mode: host}
  d: {provider: {type: t}}
  e: {image: x, networks: [n]}
networks: {n: {name: own}}
`)
  expect(Object.entries(project.services).map(([name, { networks }]) => [name, networks])).toEqual([
    ['a', { default: null }],
    ['b', { default: null }],
    ['c', undefined],
    ['d', undefined],
    ['e', { n: null }],
  ])
  expect(project.networks).toEqual({ n: { name: 'own' }, default: { name: 'p_default' } })
})

it('names elements', async () => {
  const { project } = await resolveText(
    'services: {a: {image: x, networks: [m, n, o]}}\nnetworks: {m: , n: {external: true}, o: {name: z}}',
  )
  expect(Object.values(project.networks).map(({ name }) => name)).toEqual(['p_m', 'n', 'z'])
})

it('writes nothing in when it is not asked to', async () => {
  const { project } = await resolveText(
    'services: {a: {image: x, pull_policy: if_not_present}}',
    {},
    { normalize: false },
  )
  expect(project.services.a).toEqual({ name: 'a', image: 'x', pull_policy: 'if_not_present' })
  expect(project.networks).toEqual({})
})

it('leaves the loaded tree as it is', async () => {
  const text = 'services: {a: {image: x, environment: {A: }, links: [b]}, b: {build: .}}'
  const first = await resolveText(text, { environment: { A: '1' } })
  expect(first.project).toEqual((await resolveText(text, { environment: { A: '1' } })).project)
})

it.each([
  ['/a/', '/a'],
  ['/a/../b', '/b'],
  ['', '.'],
  ['/', '/'],
  ['./a//b/', 'a/b'],
])('cleans %j to %j', (path, clean) => {
  expect(cleanPath(path)).toBe(clean)
})

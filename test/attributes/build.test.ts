import { expect, it } from 'vitest'
import { build } from '../../src/attributes/build.ts'
import { failuresOf, resolveText, serviceOf, underService } from '../support/canonical.ts'

const defaults = { context: '/project', dockerfile: 'Dockerfile' }

it.each<[yaml: string, build: object]>([
  ['build: .', defaults],
  ['build: ./x/../y', { ...defaults, context: '/project/y' }],
  ['build: https://example.com/x.git', { ...defaults, context: 'https://example.com/x.git' }],
  ['build: git@example.com:x', { ...defaults, context: 'git@example.com:x' }],
  ['build: ~/x', { ...defaults, context: '/home/me/x' }],
  ['build: {target: t}', { ...defaults, target: 't' }],
  ['build: {dockerfile_inline: FROM x}', { context: '/project', dockerfile_inline: 'FROM x' }],
  ['build: {args: [A=1, HOST, NOWHERE]}', { ...defaults, args: { A: '1', HOST: 'h' } }],
  ['build: {args: {A: 1, HOST: , NOWHERE: }}', { ...defaults, args: { A: '1', HOST: 'h' } }],
  [
    'build: {ssh: [default, k=./key]}',
    { ...defaults, ssh: [{ id: 'default' }, { id: 'k', path: '/project/key' }] },
  ],
  [
    'build: {additional_contexts: [x=./x, y=docker-image://y]}',
    { ...defaults, additional_contexts: { x: '/project/x', y: 'docker-image://y' } },
  ],
  ['build: {provenance: true, sbom: "x"}', { ...defaults, provenance: 'true', sbom: 'x' }],
  [
    'build: {extra_hosts: ["a:1.2.3.4", "b=[::1]", "a=5.6.7.8"]}',
    { ...defaults, extra_hosts: { a: ['1.2.3.4', '5.6.7.8'], b: ['::1'] } },
  ],
  [
    'build: {ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}}',
    { ...defaults, ulimits: { nofile: { soft: 1, hard: 2 }, nproc: { single: 3 } } },
  ],
  [
    'build: {shm_size: 64m, no_cache: "true", tags: [t:1], labels: [l=1]}',
    { ...defaults, shm_size: 67108864, no_cache: true, tags: ['t:1'], labels: { l: '1' } },
  ],
])('reads %s', async (yaml, expected) => {
  expect((await serviceOf(yaml, { environment: { HOST: 'h' } })).build).toEqual(expected)
})

it('merges a context with a mapping, and lists by name', async () => {
  const { project } = await resolveText(
    'services: {a: {build: ./x, image: i}}\n---\nservices: {a: {build: {args: {A: 1, B: 2}, tags: [t:1]}}}\n---\nservices: {a: {build: {args: [B=3], tags: [t:1, t:2]}}}',
  )
  expect(project.services.a?.build).toEqual({
    ...defaults,
    context: '/project/x',
    args: { A: '1', B: '3' },
    tags: ['t:1', 't:2'],
  })
})

it('points at pairs that are none', async () => {
  const [failure] = await failuresOf(resolveText(underService('build: {ssh: [mykey]}')))
  expect(failure).toMatchObject({ code: 'pair-invalid', data: { text: 'mykey' } })
})

it('refers to secrets and services', () => {
  const service = {
    name: 'a',
    build: { secrets: [{ source: 's' }], additional_contexts: { base: 'service:b', x: '/x' } },
  }
  expect(build.references?.(service)?.map(({ kind, name, path }) => [kind, name, path.join('.')])).toEqual([
    ['secret', 's', 'build.secrets.0'],
    ['service', 'b', 'build.additional_contexts.base'],
  ])
})

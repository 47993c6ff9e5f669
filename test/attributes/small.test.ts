import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { resolveText, serviceOf } from '../support/canonical.ts'

it.each<[yaml: string, service: object]>([
  ['profiles: []', { profiles: [] }],
  ['scale: "2"', { scale: 2 }],
  ['container_name: cc', { container_name: 'cc' }],
  ['pull_policy: if_not_present\nplatform: linux/amd64', { pull_policy: 'missing', platform: 'linux/amd64' }],
  ['credential_spec: {file: f}', { credential_spec: { file: 'f' } }],
  ['use_api_socket: true', { use_api_socket: true }],
  [
    'provider: {type: t, options: {a: 1, b: [x, true]}}',
    { provider: { type: 't', options: { a: ['1'], b: ['x', 'true'] } } },
  ],
  [
    'post_start: [{command: echo a b, user: root, environment: [A=1, B]}]',
    { post_start: [{ command: ['echo', 'a', 'b'], user: 'root', environment: { A: '1', B: null } }] },
  ],
  [
    'pre_start: [{command: [x], image: i, per_replica: false}]',
    { pre_start: [{ command: ['x'], image: 'i', per_replica: false }] },
  ],
  ['pre_stop: [{command: x, privileged: true}]', { pre_stop: [{ command: ['x'], privileged: true }] }],
  ['x-mine: {a: 1}', { extensions: { 'x-mine': { a: 1 } } }],
])('reads %s', async (yaml, expected) => {
  expect(await serviceOf(yaml)).toMatchObject(expected)
})

it('reads models as names or mappings', async () => {
  const { project } = await resolveText(
    'models: {m: {model: ai/x}, n: {model: ai/y}}\nservices: {a: {image: b, models: [m]}}\n---\nservices: {a: {models: {n: {endpoint_var: E}}}}',
  )
  expect(project.services.a?.models).toEqual({ m: null, n: { endpoint_var: 'E' } })
})

it('follows the first symbolic link on the path of a watch rule', async () => {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), 'develop-')))
  await mkdir(join(cwd, 'real/sub'), { recursive: true })
  await symlink(join(cwd, 'real'), join(cwd, 'link'))
  const service = await serviceOf(
    'develop: {watch: [{path: ./link/sub, action: sync, target: /t, ignore: x/}, {path: b, action: rebuild}]}',
    { cwd },
  )
  expect(service.develop?.watch).toEqual([
    { path: join(cwd, 'real/sub'), action: 'sync', target: '/t', ignore: ['x/'] },
    { path: join(cwd, 'b'), action: 'rebuild' },
  ])
  await rm(cwd, { recursive: true })
})

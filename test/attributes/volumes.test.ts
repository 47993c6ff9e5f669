import { expect, it } from 'vitest'
import { volumes } from '../../src/attributes/volumes.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Mount, Service } from '../../src/model/service.ts'
import { bodyOf, failuresOf, projectOf, resolveText, serviceOf } from '../support/canonical.ts'

const made = { create_host_path: true }

it.each<[text: string, mount: Mount]>([
  ['/a', { type: 'volume', target: '/a' }],
  ['/ab', { type: 'volume', target: '/ab', volume: {} }],
  ['./a:/b', { type: 'bind', source: '/project/a', target: '/b', bind: made }],
  ['~/x:/y', { type: 'bind', source: '/home/me/x', target: '/y', bind: made }],
  ['/tmp:/t:rw,ro', { type: 'bind', source: '/tmp', target: '/t', read_only: true, bind: made }],
  [
    './a:/b:ro,z,rshared',
    {
      type: 'bind',
      source: '/project/a',
      target: '/b',
      read_only: true,
      bind: { selinux: 'z', propagation: 'rshared', ...made },
    },
  ],
  [
    './a:/b:nocopy',
    { type: 'bind', source: '/project/a', target: '/b', bind: made, volume: { nocopy: true } },
  ],
  ['C:\\x:D:\\y:ro', { type: 'bind', source: 'C:\\x', target: 'D:\\y', read_only: true, bind: made }],
  ['v:/a', { type: 'volume', target: 'v:/a', volume: {} }],
  ['/a/../b/', { type: 'volume', target: '/b', volume: {} }],
  ['data:/d:unknown', { type: 'volume', source: 'data', target: '/d', volume: {} }],
  ['data:/d:z', { type: 'volume', source: 'data', target: '/d', bind: { selinux: 'z' }, volume: {} }],
  ['data:/d/./e/:nocopy', { type: 'volume', source: 'data', target: '/d/e', volume: { nocopy: true } }],
])('reads %s', async (text, mount) => {
  const { project } = await resolveText(`volumes: {data: }\nservices: {a: {image: b, volumes: ['${text}']}}`)
  expect(project.services.a?.volumes).toEqual([mount])
})

it.each([
  ['""', 'mount-invalid'],
  ['"a::"', 'mount-invalid'],
  ['":/b"', 'mount-invalid'],
  ['"aa:bb:cc:dd"', 'mount-invalid'],
  ['{type: volume, source: x}', 'target-missing'],
  ['{type: bind, target: /x}', 'bind-source-missing'],
  ['{type: tmpfs, target: /t, tmpfs: {mode: "755"}}', 'value-invalid'],
  ['data:/x', 'reference-undefined'],
])('refuses %s', async (yaml, code) => {
  expect(await failuresOf(serviceOf(`volumes: [${yaml}]`))).toMatchObject([{ code }])
})

it('lets a mount of a later file take the place of one at the same target', async () => {
  const { project } = await resolveText(
    [
      'services: {a: {image: b, volumes: ["./one:/x", "/y"], tmpfs: /t}}',
      'services: {a: {volumes: ["./two:/x/:ro"], tmpfs: [/u, /t]}}',
    ].join('\n---\n'),
  )
  expect(project.services.a?.volumes?.map(({ source, target }) => [source, target])).toEqual([
    ['/project/two', '/x'],
    [undefined, '/y'],
  ])
  expect(project.services.a?.tmpfs).toEqual(['/t', '/u'])
})

const context = {
  project: { ...projectOf({ name: 'a' }), volumes: { data: { name: 'p_data' } } },
}

it.each<[Mount, bind: string]>([
  [{ type: 'volume', source: 'data', target: '/d', volume: {} }, 'p_data:/d:rw'],
  [{ type: 'bind', source: '/a', target: '/b', read_only: true }, '/a:/b:ro'],
  [{ type: 'bind', source: '/a', target: '/b', bind: { ...made, selinux: 'Z' } }, '/a:/b:rw,Z'],
  [{ type: 'bind', source: '/a', target: '/b', bind: made, volume: { nocopy: true } }, '/a:/b:rw,nocopy'],
])('binds %j', (mount, bind) => {
  expect(bodyOf(volumes, { volumes: [mount] }, context).HostConfig).toEqual({ Binds: [bind] })
})

it.each<[Mount, body: object]>([
  [
    { type: 'volume', target: '/d', volume: {} },
    { Type: 'volume', Target: '/d', VolumeOptions: {} },
  ],
  [
    {
      type: 'volume',
      source: 'data',
      target: '/d',
      volume: { subpath: 's', nocopy: true, labels: { l: '1' } },
    },
    {
      Type: 'volume',
      Source: 'p_data',
      Target: '/d',
      VolumeOptions: { NoCopy: true, Subpath: 's', Labels: { l: '1' } },
    },
  ],
  [
    { type: 'bind', source: '/a', target: '/b', bind: { propagation: 'rslave', ...made } },
    {
      Type: 'bind',
      Source: '/a',
      Target: '/b',
      BindOptions: { Propagation: 'rslave', CreateMountpoint: true },
    },
  ],
  [
    { type: 'bind', source: '/a', target: '/b', read_only: true, bind: { recursive: 'readonly' } },
    {
      Type: 'bind',
      Source: '/a',
      Target: '/b',
      ReadOnly: true,
      BindOptions: { ReadOnlyForceRecursive: true },
    },
  ],
  [
    { type: 'tmpfs', target: '/t', tmpfs: { size: 1024, mode: 0o700 } },
    { Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1024, Mode: 448 } },
  ],
  [
    { type: 'image', source: 'busybox', target: '/i', image: { subpath: 'bin' } },
    { Type: 'image', Source: 'busybox', Target: '/i', ImageOptions: { Subpath: 'bin' } },
  ],
])('mounts %j', (mount, body) => {
  expect(bodyOf(volumes, { volumes: [mount] }, context).HostConfig).toEqual({ Mounts: [body] })
})

it('gives inherited volumes the place of those without a name', () => {
  const service: Partial<Service> = {
    volumes: [
      { type: 'volume', target: '/anon', volume: {} },
      { type: 'volume', source: 'data', target: '/d' },
    ],
  }
  const { HostConfig } = bodyOf(volumes, service, {
    ...context,
    inherited: { '/anon': 'abc', '/image': 'def' },
  })
  expect(HostConfig).toEqual({
    Binds: ['p_data:/d:rw'],
    Mounts: [
      { Type: 'volume', Source: 'abc', Target: '/anon' },
      { Type: 'volume', Source: 'def', Target: '/image' },
    ],
  })
})

it('splits tmpfs, passes volumes_from, warns of options of another type', () => {
  const warnings: Failure[] = []
  const body = bodyOf(
    volumes,
    {
      tmpfs: ['/a', '/b:size=1m,mode=755'],
      volumes_from: ['0123'],
      volumes: [{ type: 'tmpfs', target: '/t', bind: {} }],
    },
    { warn: (warning) => warnings.push(warning) },
  )
  expect(body.HostConfig).toMatchObject({
    Tmpfs: { '/a': '', '/b': 'size=1m,mode=755' },
    VolumesFrom: ['0123'],
  })
  expect(warnings).toMatchObject([
    { code: 'mount-options-ignored', data: { type: 'tmpfs', options: 'bind' } },
  ])
})

it('needs an engine that mounts images', () => {
  const service: Partial<Service> = { volumes: [{ type: 'image', source: 'i', target: '/i' }] }
  expect(() => bodyOf(volumes, service, { api: [1, 47] })).toThrow('engine-too-old')
})

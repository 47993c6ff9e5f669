import { expect, it } from 'vitest'
import { devices } from '../../src/attributes/devices.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, failuresOf, resolveText, serviceOf } from '../support/canonical.ts'

it.each<[yaml: string, service: Partial<Service>]>([
  [
    'devices: ["/dev/a", "/dev/b:/dev/c", "/dev/d:/dev/e:r"]',
    {
      devices: [
        { source: '/dev/a', target: '/dev/a', permissions: 'rwm' },
        { source: '/dev/b', target: '/dev/c', permissions: 'rwm' },
        { source: '/dev/d', target: '/dev/e', permissions: 'r' },
      ],
    },
  ],
  ['devices: [{source: /dev/a, target: /dev/b}]', { devices: [{ source: '/dev/a', target: '/dev/b' }] }],
  ['gpus: all', { gpus: [{ count: -1 }] }],
  [
    'gpus: [{driver: d, options: [a=b]}, {count: "2"}, {device_ids: ["0"], capabilities: [x]}]',
    {
      gpus: [
        { driver: 'd', count: -1, options: { a: 'b' } },
        { count: 2 },
        { device_ids: ['0'], capabilities: ['x'] },
      ],
    },
  ],
  ['device_cgroup_rules: ["c 1:3 mr"]', { device_cgroup_rules: ['c 1:3 mr'] }],
])('reads %s', async (yaml, expected) => {
  expect(await serviceOf(yaml)).toMatchObject(expected)
})

it.each([
  ['devices: ["/a:/b:r:w"]', 'device-invalid'],
  ['devices: [{source: /a}]', 'target-missing'],
  ['gpus: [{count: 1, device_ids: ["0"]}]', 'count-and-device-ids'],
  ['gpus: [{count: some}]', 'value-invalid'],
])('refuses %s', async (yaml, code) => {
  expect(await failuresOf(serviceOf(yaml))).toMatchObject([{ code }])
})

it('lets a device of a later file take the place of one at the same target', async () => {
  const { project } = await resolveText(
    [
      'services: {a: {image: b, devices: ["/dev/a:/dev/x", "/dev/b"]}}',
      'services: {a: {devices: ["/dev/c:/dev/x:r", "/dev/b:/dev/b:m"]}}',
    ].join('\n---\n'),
  )
  expect(project.services.a?.devices).toEqual([
    { source: '/dev/c', target: '/dev/x', permissions: 'r' },
    { source: '/dev/b', target: '/dev/b', permissions: 'm' },
  ])
})

it('maps devices, and asks for those that have only a name', () => {
  const body = bodyOf(devices, {
    devices: [
      { source: '/dev/a', target: '/dev/b', permissions: 'r' },
      { source: 'vendor.com/class=one', target: 'vendor.com/class=one', permissions: 'rwm' },
    ],
    gpus: [{ driver: 'nvidia', count: -1, capabilities: ['compute'], options: { a: 'b' } }],
    device_cgroup_rules: ['c 1:3 mr'],
    deploy: { resources: { reservations: { devices: [{ capabilities: ['gpu'], device_ids: ['0'] }] } } },
  })
  expect(body.HostConfig).toEqual({
    Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'r' }],
    DeviceCgroupRules: ['c 1:3 mr'],
    DeviceRequests: [
      { Driver: '', Count: 0, Capabilities: [['gpu']], DeviceIDs: ['0'] },
      { Driver: 'cdi', DeviceIDs: ['vendor.com/class=one'] },
      { Driver: 'nvidia', Count: -1, Capabilities: [['compute', 'gpu']], Options: { a: 'b' } },
    ],
  })
})

import { expect, it } from 'vitest'
import { namespaces } from '../../src/attributes/namespaces.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, failuresOf, serviceOf } from '../support/canonical.ts'

it('reads, and knows the services that are shared with', async () => {
  expect(
    await serviceOf('network_mode: host\nipc: shareable\npid: host\nuts: host\ncgroup: private'),
  ).toMatchObject({
    network_mode: 'host',
    ipc: 'shareable',
    pid: 'host',
    uts: 'host',
    cgroup: 'private',
  })
  expect(await failuresOf(serviceOf('network_mode: service:x\npid: service:y'))).toMatchObject([
    { code: 'reference-undefined', data: { name: 'x' } },
    { code: 'reference-undefined', data: { name: 'y' } },
  ])
})

it.each<[Partial<Service>, object]>([
  [
    { network_mode: 'host', ipc: 'host', pid: 'host', uts: 'host', cgroup: 'host' },
    {
      HostConfig: {
        NetworkMode: 'host',
        IpcMode: 'host',
        PidMode: 'host',
        UTSMode: 'host',
        CgroupnsMode: 'host',
      },
    },
  ],
  [{ network_mode: 'container:x' }, { HostConfig: { NetworkMode: 'container:x' } }],
  [{ network_mode: 'disabled' }, { NetworkDisabled: true, HostConfig: { NetworkMode: 'disabled' } }],
  [{ network_mode: 'service:x', ipc: 'service:x', pid: 'service:x' }, { HostConfig: {} }],
])('%j sends %j', (service, body) => {
  expect(bodyOf(namespaces, service)).toEqual({ Image: '', Labels: {}, ...body })
})

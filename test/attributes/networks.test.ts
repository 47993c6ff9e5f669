import { expect, it } from 'vitest'
import { endpointsOf, networks } from '../../src/attributes/networks.ts'
import type { CreateContext } from '../../src/model/attribute.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, contextOf, failuresOf, projectOf, resolveText, serviceOf } from '../support/canonical.ts'

const project = {
  ...projectOf({ name: 'a' }),
  networks: { front: { name: 'p_front' }, back: { name: 'p_back' }, z: { name: 'zz' } },
}
const context = { project }

it('reads names and mappings, and merges them', async () => {
  const { project } = await resolveText(
    [
      'networks: {n: , m: }\nservices: {a: {image: b, networks: [n, m]}}',
      'services: {a: {networks: {n: {aliases: [x, y], priority: 5, driver_opts: {o: 1}}}}}',
      'services: {a: {networks: {n: {aliases: [y, z]}}}}',
    ].join('\n---\n'),
  )
  expect(project.services.a?.networks).toEqual({
    m: null,
    n: { aliases: ['x', 'y', 'z'], priority: 5, driver_opts: { o: '1' } },
  })
})

it('points at networks that are not there', async () => {
  expect(await failuresOf(serviceOf('networks: {front: }'))).toMatchObject([
    { code: 'reference-undefined', data: { kind: 'network', name: 'front' } },
  ])
})

it('joins by priority, then by name, under its names', () => {
  const service: Partial<Service> = {
    networks: { z: null, front: null, back: { priority: 1, aliases: ['x'], ipv4_address: '10.0.0.2' } },
  }
  const { HostConfig, NetworkingConfig } = bodyOf(networks, service, context)
  expect(HostConfig.NetworkMode).toBe('p_back')
  expect(NetworkingConfig?.EndpointsConfig).toEqual({
    p_back: {
      Aliases: ['p-a-1', 'a', 'x'],
      IPAMConfig: { IPv4Address: '10.0.0.2' },
      IPAddress: '10.0.0.2',
    },
    p_front: { Aliases: ['p-a-1', 'a'] },
    zz: { Aliases: ['p-a-1', 'a'] },
  })
  expect(endpointsOf({ name: 'a', ...service }, contextOf(context)).map(({ network }) => network)).toEqual([
    'p_back',
    'p_front',
    'zz',
  ])
})

it('sends one endpoint to an engine that takes no more, and the mac address with the container', () => {
  const service: Partial<Service> = {
    mac_address: '02:00:00:00:00:01',
    networks: { front: null, back: null },
  }
  const old = bodyOf(networks, service, { ...context, api: [1, 43] })
  expect(Object.keys(old.NetworkingConfig?.EndpointsConfig ?? {})).toEqual(['p_back'])
  expect(old.MacAddress).toBe('02:00:00:00:00:01')
  const now = bodyOf(networks, service, context)
  expect(now.MacAddress).toBeUndefined()
  expect(now.NetworkingConfig?.EndpointsConfig.p_back?.MacAddress).toBe('02:00:00:00:00:01')
})

it('sends everything an endpoint has', () => {
  const endpoint = {
    ipv6_address: 'fd00::2',
    link_local_ips: ['169.254.1.1'],
    mac_address: '02:00:00:00:00:02',
    driver_opts: { a: 'b' },
    gw_priority: 5,
    interface_name: 'eth7',
  }
  const body = bodyOf(
    networks,
    { networks: { front: endpoint }, links: ['db:database'], external_links: ['other'] },
    { ...context, containersOf: () => ['p-db-1'] },
  )
  expect(body.NetworkingConfig?.EndpointsConfig.p_front).toEqual({
    Aliases: ['p-a-1', 'a'],
    IPAMConfig: { IPv6Address: 'fd00::2', LinkLocalIPs: ['169.254.1.1'] },
    Links: ['p-db-1:database', 'p-db-1:db-1', 'p-db-1:p-db-1', 'other:other'],
    MacAddress: '02:00:00:00:00:02',
    DriverOpts: { a: 'b', 'com.docker.network.endpoint.ifname': 'eth7' },
    GwPriority: 5,
  })
})

it('has only its own name as an alias when it is no replica', () => {
  const body = bodyOf(
    networks,
    { networks: { front: { aliases: ['x'] } } },
    { ...context, serviceAlias: false },
  )
  expect(body.NetworkingConfig?.EndpointsConfig.p_front?.Aliases).toEqual(['p-a-1'])
})

it('leaves a network mode alone, and has no network without any', () => {
  expect(bodyOf(networks, { network_mode: 'host' })).toMatchObject({ HostConfig: {} })
  expect(bodyOf(networks, {}).HostConfig.NetworkMode).toBe('none')
})

it('warns when driver_opts names another interface', () => {
  const warnings: Failure[] = []
  const option = { 'com.docker.network.endpoint.ifname': 'eth1' }
  const service: Partial<Service> = { networks: { front: { interface_name: 'eth0', driver_opts: option } } }
  bodyOf(networks, service, { ...context, warn: (warning) => warnings.push(warning) })
  expect(warnings).toMatchObject([{ code: 'interface-name-twice', severity: 'warning' }])
})

it.each<[string, Partial<Service>, CreateContext['api']]>([
  ['mac-address-differs', { mac_address: '1', networks: { front: { mac_address: '2' } } }, [1, 51]],
  ['engine-too-old', { networks: { front: { interface_name: 'eth0' } } }, [1, 48]],
  ['engine-too-old', { networks: { front: { mac_address: '1' }, back: { mac_address: '2' } } }, [1, 43]],
])('fails with %s', (code, service, api) => {
  expect(() => bodyOf(networks, service, { ...context, api })).toThrow(code)
})

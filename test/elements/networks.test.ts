import { expect, it } from 'vitest'
import { networkBody } from '../../src/elements/networks.ts'
import type { Network } from '../../src/model/elements.ts'
import { failuresOf, projectOf, resolveText } from '../support/canonical.ts'

async function networkOf(...texts: string[]): Promise<{ network: Network | undefined; warnings: string[] }> {
  const documents = texts.map((text) => `networks: {n: ${text}}`)
  documents[0] += '\nservices: {a: {image: b, networks: [n]}}'
  const { project, warnings } = await resolveText(documents.join('\n---\n'))
  return { network: project.networks.n, warnings: warnings.map(({ code }) => code) }
}

it.each<[yaml: string, network: Network]>([
  ['', { name: 'p_n' }],
  ['{name: x, driver: overlay}', { name: 'x', driver: 'overlay' }],
  ['{external: "true"}', { name: 'n', external: true }],
  [
    '{internal: true, attachable: "yes", enable_ipv4: false, enable_ipv6: true, labels: [a=1], driver_opts: {m: 1450}}',
    {
      name: 'p_n',
      internal: true,
      attachable: true,
      enable_ipv4: false,
      enable_ipv6: true,
      labels: { a: '1' },
      driver_opts: { m: '1450' },
    },
  ],
  [
    '{ipam: {driver: d, config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1, ip_range: 10.1.0.0/16, aux_addresses: {r: 10.0.0.2}}]}}',
    {
      name: 'p_n',
      ipam: {
        driver: 'd',
        config: [
          {
            subnet: '10.0.0.0/8',
            gateway: '10.0.0.1',
            ip_range: '10.1.0.0/16',
            aux_addresses: { r: '10.0.0.2' },
          },
        ],
      },
    },
  ],
])('reads %s', async (yaml, network) => {
  expect((await networkOf(yaml)).network).toEqual(network)
})

it('reads the old form of external', async () => {
  expect(await networkOf('{external: {name: x}}')).toEqual({
    network: { name: 'x', external: true },
    warnings: ['external-name-deprecated'],
  })
  expect(await failuresOf(networkOf('{name: y, external: {name: x}}'))).toMatchObject([
    { code: 'external-name-deprecated', severity: 'warning' },
    { code: 'external-name-conflict', severity: 'error' },
  ])
})

it('merges pools of the same subnet, and adds others', async () => {
  const { network } = await networkOf(
    '{ipam: {config: [{subnet: 10.0.0.0/8}]}, labels: {a: 1}}',
    '{ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}, {subnet: 11.0.0.0/8}]}, labels: [b=2]}',
  )
  expect(network).toMatchObject({
    ipam: { config: [{ subnet: '10.0.0.0/8', gateway: '10.0.0.1' }, { subnet: '11.0.0.0/8' }] },
    labels: { a: '1', b: '2' },
  })
})

it.each<[Network, object]>([
  [{ name: 'x' }, {}],
  [
    {
      name: 'x',
      driver: 'd',
      driver_opts: { o: '1' },
      internal: true,
      attachable: true,
      enable_ipv4: true,
      enable_ipv6: false,
    },
    {
      Driver: 'd',
      Options: { o: '1' },
      Internal: true,
      Attachable: true,
      EnableIPv4: true,
      EnableIPv6: false,
    },
  ],
  [{ name: 'x', ipam: { driver: 'd' } }, { IPAM: { Driver: 'd' } }],
  [
    {
      name: 'x',
      ipam: { config: [{ subnet: 's', gateway: 'g', ip_range: 'r', aux_addresses: { a: 'b' } }] },
    },
    { IPAM: { Config: [{ Subnet: 's', Gateway: 'g', IPRange: 'r', AuxiliaryAddresses: { a: 'b' } }] } },
  ],
])('sends %j', (network, body) => {
  const project = { ...projectOf({ name: 'a' }), networks: { n: { ...network, labels: { mine: '1' } } } }
  expect(networkBody(project, 'n', { hash: 'hash', spec: '{}' })).toEqual({
    Name: 'x',
    ...body,
    Labels: {
      mine: '1',
      'com.docker.compose.project': 'p',
      'com.docker.compose.network': 'n',
      'com.docker.compose.version': '2.40.3',
      'com.docker.compose.config-hash': 'hash',
      'tscompose.spec': '{}',
    },
  })
})

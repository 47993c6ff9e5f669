import { expect, it } from 'vitest'
import { ports } from '../../src/attributes/ports.ts'
import type { Port } from '../../src/model/service.ts'
import { bodyOf, failuresOf, resolveText, serviceOf } from '../support/canonical.ts'

const tcp = { mode: 'ingress', protocol: 'tcp' }

it.each<[yaml: string, ports: Port[]]>([
  ['[80]', [{ ...tcp, target: 80 }]],
  ['["080"]', [{ ...tcp, target: 80 }]],
  ['["8080:80"]', [{ ...tcp, target: 80, published: '8080' }]],
  ['["80:80/UDP"]', [{ ...tcp, protocol: 'udp', target: 80, published: '80' }]],
  ['["127.0.0.1::80"]', [{ ...tcp, host_ip: '127.0.0.1', target: 80 }]],
  ['["[::1]:80:80"]', [{ ...tcp, host_ip: '::1', target: 80, published: '80' }]],
  ['["8000-8002:80"]', [{ ...tcp, target: 80, published: '8000-8002' }]],
  [
    '["9999-10000:9999-10000"]',
    [
      { ...tcp, target: 10000, published: '10000' },
      { ...tcp, target: 9999, published: '9999' },
    ],
  ],
  ['[{target: "80", published: 8080}]', [{ ...tcp, target: 80, published: '8080' }]],
  [
    '[{target: 80, name: web, mode: host, app_protocol: http, host_ip: 0.0.0.0}]',
    [{ ...tcp, target: 80, name: 'web', mode: 'host', app_protocol: 'http', host_ip: '0.0.0.0' }],
  ],
  ['["80", "80-81"]', [80, 81].map((target) => ({ ...tcp, target }))],
])('reads ports: %s', async (yaml, expected) => {
  expect((await serviceOf(`ports: ${yaml}`)).ports).toEqual(expected)
})

it.each([
  ['80/foo', 'protocol'],
  ['8080:', 'no-target'],
  ['65536', 'target'],
  ['82-80', 'target'],
  ['x:80', 'published'],
  ['1.2.3:80:80', 'address'],
  ['[fe80::1%eth0]:80:80', 'address'],
  ['8000-8001:80-82', 'ranges'],
])('refuses %s for its %s', async (text, reason) => {
  expect(await failuresOf(serviceOf(`ports: ["${text}"]`))).toMatchObject([
    { code: 'port-invalid', data: { text, reason } },
  ])
})

it.each([
  ['[{published: 80}]', 'target-missing'],
  ['["0"]', 'target-missing'],
  ['[{target: 80, host_ip: nowhere}]', 'host-address-invalid'],
])('refuses %s', async (yaml, code) => {
  expect(await failuresOf(serviceOf(`ports: ${yaml}`))).toMatchObject([{ code }])
})

it('exposes whole numbers', async () => {
  expect(await failuresOf(serviceOf('expose: [80, 80.5]'))).toMatchObject([{ code: 'port-invalid' }])
})

it('lets a port of a later file take the place of the same one', async () => {
  const { project } = await resolveText(
    [
      'services: {a: {image: b, ports: ["80:80", "81:81"], expose: [1, "2"]}}',
      'services: {a: {ports: [{target: 80, published: "80", name: web}], expose: ["1", 3]}}',
    ].join('\n---\n'),
  )
  expect(project.services.a?.ports).toEqual([
    { ...tcp, target: 80, published: '80', name: 'web' },
    { ...tcp, target: 81, published: '81' },
  ])
  expect(project.services.a?.expose).toEqual(['1', '2', '3'])
})

it('publishes and exposes', () => {
  const body = bodyOf(ports, {
    expose: ['3000', '4000-4002/udp'],
    ports: [
      { target: 80, protocol: 'tcp', published: '8080' },
      { target: 80, protocol: 'tcp', published: '8081', host_ip: '127.0.0.1' },
      { target: 53, protocol: 'udp' },
    ],
  })
  expect(Object.keys(body.ExposedPorts ?? {})).toEqual([
    '3000',
    '4000/udp',
    '4001/udp',
    '4002/udp',
    '80/tcp',
    '53/udp',
  ])
  expect(body.HostConfig.PortBindings).toEqual({
    '80/tcp': [
      { HostIp: '', HostPort: '8080' },
      { HostIp: '127.0.0.1', HostPort: '8081' },
    ],
    '53/udp': [{ HostIp: '', HostPort: '' }],
  })
})

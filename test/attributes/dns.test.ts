import { expect, it } from 'vitest'
import { dns } from '../../src/attributes/dns.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, failuresOf, resolveText, serviceOf } from '../support/canonical.ts'

it.each<[yaml: string, service: Partial<Service>]>([
  ['dns: 8.8.8.8', { dns: ['8.8.8.8'] }],
  ['dns: ["", 1.1.1.1]', { dns: ['1.1.1.1'] }],
  ['dns_search: example.com\ndns_opt: [a]', { dns_search: ['example.com'], dns_opt: ['a'] }],
  [
    'hostname: h\ndomainname: d\nexternal_links: [x:y]',
    { hostname: 'h', domainname: 'd', external_links: ['x:y'] },
  ],
  ['extra_hosts: ["a:1.2.3.4", "b=::1", "a=[::2]"]', { extra_hosts: { a: ['1.2.3.4', '::2'], b: ['::1'] } }],
  ['extra_hosts: {a: 1.2.3.4, b: [::1, ::2]}', { extra_hosts: { a: ['1.2.3.4'], b: ['::1', '::2'] } }],
])('reads %s', async (yaml, expected) => {
  expect(await serviceOf(yaml)).toMatchObject(expected)
})

it('merges lists and texts', async () => {
  const { project } = await resolveText(
    [
      'services: {a: {image: b, dns: 1.1.1.1, dns_search: [a], extra_hosts: {h: 1.1.1.1}}}',
      'services: {a: {dns: [1.1.1.1, 2.2.2.2], dns_search: b, extra_hosts: ["h=1.1.1.1", "h=2.2.2.2"]}}',
    ].join('\n---\n'),
  )
  expect(project.services.a).toMatchObject({
    dns: ['1.1.1.1', '2.2.2.2'],
    dns_search: ['a', 'b'],
    extra_hosts: { h: ['1.1.1.1', '2.2.2.2'] },
  })
})

it('points at linked services that are not there', async () => {
  expect(await failuresOf(serviceOf('links: [db:database]'))).toMatchObject([
    { code: 'reference-undefined', data: { kind: 'service', name: 'db' } },
  ])
})

it('sends', () => {
  const service: Partial<Service> = {
    dns: ['1.1.1.1'],
    dns_opt: ['o'],
    dns_search: ['s'],
    hostname: 'h',
    domainname: 'd',
    extra_hosts: { a: ['1.2.3.4', '::1'] },
    links: ['db', 'db:alias'],
    external_links: ['x', 'y:z'],
  }
  const body = bodyOf(dns, service, { number: 2, containersOf: (name) => [`p-${name}-1`] })
  expect(body).toMatchObject({ Hostname: 'h', Domainname: 'd' })
  expect(body.HostConfig).toEqual({
    Dns: ['1.1.1.1'],
    DnsOptions: ['o'],
    DnsSearch: ['s'],
    ExtraHosts: ['a:1.2.3.4', 'a:::1'],
    Links: [
      'p-db-1:db',
      'p-db-1:db-2',
      'p-db-1:p-db-2',
      'p-db-1:alias',
      'p-db-1:db-2',
      'p-db-1:p-db-2',
      'x:x',
      'y:z',
    ],
  })
})

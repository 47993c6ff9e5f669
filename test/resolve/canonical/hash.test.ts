import { describe, expect, it } from 'vitest'
import type { Service } from '../../../src/model/service.ts'
import {
  hashService,
  jsonOfNetwork,
  jsonOfService,
  jsonOfVolume,
} from '../../../src/resolve/canonical/hash.ts'
import { serviceOf } from '../../support/canonical.ts'

const service: Service = {
  name: 'a',
  command: ['sleep', '1000'],
  image: 'busybox',
  networks: { default: null },
}

describe('hashService', () => {
  it('is that of docker-compose 2.40.3', () => {
    expect(hashService(service, '2.40')).toBe(
      '39a6ed0eec1ef3603ac14738fc339adc0b5751c4ae48684d1483696fff5a2b8d',
    )
    const develop = { watch: [{ path: '/srv/app', action: 'sync' as const, target: '/x' }] }
    expect(hashService({ ...service, develop }, '2.40')).toBe(
      'af2f5935f98358c14d6354b6f4b2ed26957e57d51391db49466bc4ab6e536438',
    )
  })

  it('leaves out what never makes a new container', () => {
    const more: Service = {
      ...service,
      build: { context: '/x' },
      pull_policy: 'always',
      scale: 3,
      depends_on: { b: { condition: 'service_started', required: true } },
      profiles: ['p'],
      extensions: { 'x-a': 1 },
    }
    expect(hashService(more, '2.40')).toBe(hashService(service, '2.40'))
    expect(jsonOfService({ ...service, deploy: { replicas: 2, labels: { a: '1' } } }, '2.40')).toContain(
      '"deploy":{"labels":{"a":"1"},"resources":{},"placement":{}}',
    )
  })

  it.each([
    ['attach', { attach: false }],
    ['labels', { labels: { a: '1' } }],
    ['hooks', { post_start: [{ command: ['x'] }] }],
  ] as const)('counts %s', (_, more) => {
    expect(hashService({ ...service, ...more }, '2.40')).not.toBe(hashService(service, '2.40'))
  })

  it('writes create_host_path as the version does', () => {
    const mounted = (create_host_path?: boolean): Service => ({
      name: 'a',
      volumes: [
        {
          type: 'bind',
          source: '/s',
          target: '/t',
          bind: { ...(create_host_path !== undefined && { create_host_path }) },
        },
      ],
    })
    expect(jsonOfService(mounted(true), '2.40')).toContain('"bind":{"create_host_path":true}')
    expect(jsonOfService(mounted(false), '2.40')).toContain('"bind":{}')
    expect(jsonOfService(mounted(true), '5.x')).toContain('"bind":{}')
    expect(jsonOfService(mounted(false), '5.x')).toContain('"bind":{"create_host_path":false}')
    expect(jsonOfService(mounted(), '5.x')).toContain('"bind":{}')
  })

  it('is made from the canonical form', async () => {
    const read = await serviceOf('command: sleep 1000')
    expect(jsonOfService(read, '2.40')).toBe(
      '{"command":["sleep","1000"],"entrypoint":null,"image":"busybox","networks":{"default":null}}',
    )
  })
})

it('hashes networks and volumes', () => {
  // SHA-256 of {"name":"p_default","ipam":{}} and {"name":"p_data","driver":"local"}.
  expect(jsonOfNetwork({ name: 'p_default' }, '2.40')).toBe('{"name":"p_default","ipam":{}}')
  expect(jsonOfVolume({ name: 'p_data' }, '2.40')).toBe('{"name":"p_data","driver":"local"}')
})

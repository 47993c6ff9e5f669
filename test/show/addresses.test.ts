import { expect, it } from 'vitest'
import { describeAddresses, type PublishedPort } from '../../src/show/addresses.ts'

const port = (more: Partial<PublishedPort>): PublishedPort => ({
  ...{ service: 'web', ip: '0.0.0.0', published: 8080, target: 80, protocol: 'tcp' },
  ...more,
})

it.each<[Partial<PublishedPort>, string]>([
  [{}, 'http://localhost:8080'],
  [{ ip: '::' }, 'http://localhost:8080'],
  [{ ip: '127.0.0.1', target: 3000 }, 'http://localhost:8080'],
  [{ ip: '192.0.2.7' }, 'http://192.0.2.7:8080'],
  [{ ip: '2001:db8::1' }, 'http://[2001:db8::1]:8080'],
  [{ target: 443, published: 8443 }, 'https://localhost:8443'],
  [{ target: 6379, published: 6379 }, 'localhost:6379'],
  [{ target: 6379, published: 80 }, 'localhost:80'],
  [{ target: 9999, application: 'http' }, 'http://localhost:8080'],
  [{ target: 80, application: 'amqp' }, 'amqp://localhost:8080'],
  [{ protocol: 'udp' }, 'localhost:8080/udp'],
])('%j is reached at %s', (more, address) => {
  expect(describeAddresses([port(more)])).toBe(`web  ${address}\n`)
})

it('has a line for each port of each service, of one that is bound twice only one', () => {
  const ports = [
    port({ ip: '::' }),
    port({}),
    port({ published: 8443, target: 443 }),
    port({ service: 'データ', target: 5432, published: 5432 }),
  ]
  expect(describeAddresses(ports)).toBe(
    ['web     http://localhost:8080', 'web     https://localhost:8443', 'データ  localhost:5432', ''].join(
      '\n',
    ),
  )
})

it('names the machine that the engine is on', () => {
  expect(describeAddresses([port({})], 'box.example')).toBe('web  http://box.example:8080\n')
  expect(describeAddresses([port({ ip: '127.0.0.1' })], 'box.example')).toBe('web  http://localhost:8080\n')
})

import { describe, expect, it } from 'vitest'
import type { ObservedContainer } from '../../src/model/observed.ts'
import type { Service } from '../../src/model/service.ts'
import { createStyle } from '../../src/show/ansi.ts'
import { containerPaint } from '../../src/show/container-paint.ts'
import { describeContainerTree, withDependencies } from '../../src/show/ps-tree.ts'

function service(name: string, ...dependencies: readonly string[]): Service {
  const dependency = { condition: 'service_started', required: true } as const
  return { name, depends_on: Object.fromEntries(dependencies.map((one) => [one, dependency])) }
}

function container(service: string, number: number, status: string): ObservedContainer {
  return {
    id: `${service}${number}`,
    name: `p-${service}-${number}`,
    image: 'x',
    imageId: 'x',
    command: '',
    labels: { 'com.docker.compose.service': service },
    state: 'running',
    health: 'none',
    status,
    createdAt: 0,
    networkMode: 'x',
    networks: {},
    mounts: [],
    ports: [],
  }
}

const services = {
  web: service('web', 'api', 'db'),
  api: service('api', 'db'),
  db: service('db'),
  other: service('other'),
}

describe('ps --tree', () => {
  it('shows services above what they depend on, with every container', () => {
    const containers = [
      container('web', 2, 'Up 1 second'),
      {
        ...container('web', 1, 'Up 2 seconds'),
        ports: [{ ip: '0.0.0.0', target: 80, published: 8080, protocol: 'tcp' }],
      },
      container('db', 1, 'Up 3 seconds (healthy)'),
    ]
    const shown = describeContainerTree(services, containers, { unicode: true, style: createStyle(false) })
    expect(shown).toBe(
      [
        'SERVICE    CONTAINER   STATUS                   PORTS',
        'other                  no container',
        'web        p-web-1     Up 2 seconds             0.0.0.0:8080->80/tcp',
        '│          p-web-2     Up 1 second',
        '├─ api                 no container',
        '│  └─ db   p-db-1      Up 3 seconds (healthy)',
        '└─ db                  see above',
        '',
      ].join('\n'),
    )
  })

  it('is narrowed to services and what they depend on', () => {
    expect(Object.keys(withDependencies(services, ['api'])).sort()).toEqual(['api', 'db'])
    expect(Object.keys(withDependencies(services, [])).sort()).toEqual(Object.keys(services).sort())
  })
})

it.each([
  ['running', 'none', undefined, '32'],
  ['running', 'healthy', undefined, '32'],
  ['running', 'starting', undefined, '33'],
  ['running', 'unhealthy', undefined, '31'],
  ['paused', 'none', undefined, '33'],
  ['restarting', 'none', undefined, '33'],
  ['exited', 'none', 0, '2'],
  ['exited', 'none', 3, '31'],
  ['dead', 'none', undefined, '31'],
  ['created', 'none', undefined, '2'],
] as const)('a container that is %s and %s has its colour', (state, health, exitCode, code) => {
  const paint = containerPaint(
    { state, health, ...(exitCode !== undefined && { exitCode }) },
    createStyle(true),
  )
  expect(paint('x')).toBe(`\u001b[${code}mx\u001b[0m`)
})

import { describe, expect, it } from 'vitest'
import type { ObservedContainer } from '../../src/model/observed.ts'
import { createStyle, withoutSequences } from '../../src/show/ansi.ts'
import {
  describeContainerIds,
  describeContainerServices,
  describeContainers,
  statusPaint,
} from '../../src/show/ps.ts'

const CREATED = 1_790_000_000

function container(name: string, more: Partial<ObservedContainer> = {}): ObservedContainer {
  return {
    id: `${name}-0123456789abcdef`,
    name,
    image: 'busybox',
    imageId: 'sha256:1',
    command: "sh -c 'echo hello; sleep 1000'",
    labels: { 'com.docker.compose.service': 'a', 'com.docker.compose.project': 'p' },
    state: 'running',
    health: 'none',
    status: 'Up 3 seconds',
    createdAt: CREATED,
    networkMode: 'p_default',
    networks: { p_default: { networkId: 'n' } },
    mounts: [],
    ports: [],
    ...more,
  }
}

const options = { format: 'table', truncate: true, now: (CREATED + 180) * 1000, timeZone: 'UTC' }

describe('ps', () => {
  it('is a table sorted by name', () => {
    const list = [container('p-b-1', { command: 'true' }), container('p-a-1')]
    expect(describeContainers(list, options)).toBe(
      [
        'NAME      IMAGE     COMMAND                  SERVICE   CREATED         STATUS         PORTS',
        'p-a-1     busybox   "sh -c \'echo hello; …"   a         3 minutes ago   Up 3 seconds   ',
        'p-b-1     busybox   "true"                   a         3 minutes ago   Up 3 seconds   ',
        '',
      ].join('\n'),
    )
  })

  it('has a heading even when there is nothing', () => {
    expect(describeContainers([], options)).toBe(
      'NAME      IMAGE     COMMAND   SERVICE   CREATED   STATUS    PORTS\n',
    )
  })

  it('is a line of JSON a container, with the keys and values of Docker Compose', () => {
    const one = container('p-a-1', {
      health: 'healthy',
      mounts: [
        { type: 'volume', name: 'p_data', source: '/x', target: '/data', driver: 'local', readOnly: false },
        { type: 'bind', source: '/some/long/path/here', target: '/b', readOnly: false },
      ],
      ports: [{ ip: '0.0.0.0', target: 80, published: 8080, protocol: 'tcp' }],
    })
    expect(describeContainers([one], { ...options, format: 'json' })).toBe(
      '{"Command":"\\"sh -c \'echo hello; …\\"","CreatedAt":"2026-09-21 14:13:20 +0000 UTC","ExitCode":0,' +
        '"Health":"healthy","ID":"p-a-1-012345","Image":"busybox",' +
        '"Labels":"com.docker.compose.project=p,com.docker.compose.service=a","LocalVolumes":"1",' +
        '"Mounts":"p_data,/some/long/pat…","Name":"p-a-1","Names":"p-a-1","Networks":"p_default",' +
        '"Ports":"0.0.0.0:8080-\\u003e80/tcp","Project":"p",' +
        '"Publishers":[{"URL":"0.0.0.0","TargetPort":80,"PublishedPort":8080,"Protocol":"tcp"}],' +
        '"RunningFor":"3 minutes ago","Service":"a","Size":"0B","State":"running","Status":"Up 3 seconds"}\n',
    )
  })

  it.each([
    ['exited', 3, 'exited 3\n'],
    ['running', 3, 'running 0\n'],
  ] as const)('has an exit code only once it ended: %s', (state, exitCode, shown) => {
    const list = [container('p-a-1', { state, exitCode })]
    expect(describeContainers(list, { ...options, format: '{{.State}} {{.ExitCode}}' })).toBe(shown)
  })

  it('keeps the spec, which may hold secrets, to itself', () => {
    const list = [
      container('p-a-1', {
        labels: { b: '2', 'tscompose.spec': '{"a":1}', 'tscompose.files': '{}', a: '1' },
      }),
    ]
    expect(describeContainers(list, { ...options, format: '{{.Labels}}' })).toBe('a=1,b=2\n')
  })

  it('has paragraphs', () => {
    expect(describeContainers([container('p-a-1', { labels: {} })], { ...options, format: 'raw' })).toBe(
      [
        'container_id: p-a-1-012345',
        'image: busybox',
        'command: "sh -c \'echo hello; …"',
        'created_at: 2026-09-21 14:13:20 +0000 UTC',
        'state: running',
        'status: Up 3 seconds',
        'names: p-a-1',
        'labels:',
        'ports:',
        '',
        '',
      ].join('\n'),
    )
  })

  it('can be left whole', () => {
    const shown = describeContainers([container('p-a-1')], {
      ...options,
      truncate: false,
      format: '{{.ID}} {{.Command}}',
    })
    expect(shown).toBe('p-a-1-0123456789abcdef "sh -c \'echo hello; sleep 1000\'"\n')
  })
})

it('has the status of what is unhealthy in red for people', () => {
  const list = [
    container('p-b-1'),
    container('p-a-1', { health: 'unhealthy', status: 'Up 3 seconds (unhealthy)' }),
  ]
  const shown = (color: boolean, columns = 200) =>
    describeContainers(list, { ...options, fit: { columns, paint: statusPaint(list, createStyle(color)) } })
  const painted = shown(true)
  expect(painted.split('\n')[1]).toContain('\u001b[31mUp 3 seconds (unhealthy)\u001b[0m')
  expect(painted.split('\n')[2]).toContain('\u001b[32mUp 3 seconds\u001b[0m')
  expect(withoutSequences(shown(true, 30))).toBe(shown(false, 30))
})

it('lists ids, whole, by name', () => {
  expect(describeContainerIds([container('b'), container('a')])).toBe(
    'a-0123456789abcdef\nb-0123456789abcdef\n',
  )
})

it('lists services, each once', () => {
  expect(describeContainerServices([container('b'), container('a')])).toBe('a\n')
})

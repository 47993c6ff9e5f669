import { describe, expect, it } from 'vitest'
import type { StatusResponse, Vertex } from '../../src/build/kit/wire/messages.ts'
import { createStepTracker } from '../../src/build/step-tracker.ts'
import type { BuildEvent } from '../../src/model/build-event.ts'

const at = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 500_000_000 })

function vertex(part: Partial<Vertex>): Partial<StatusResponse> {
  const whole = {
    digest: 'd',
    inputs: [],
    name: 'RUN x',
    cached: false,
    started: undefined,
    completed: undefined,
    progressGroup: undefined,
  }
  return { vertexes: [{ ...whole, error: '', ...part }] }
}

const log = (text: string, stream = 1): Partial<StatusResponse> => ({
  logs: [{ vertex: 'd', stream, msg: Buffer.from(text) }],
})

function track(...statuses: Partial<StatusResponse>[]) {
  const events: BuildEvent[] = []
  const tracker = createStepTracker('web', (event) => events.push(event))
  for (const status of statuses) {
    tracker.add({ vertexes: [], statuses: [], logs: [], warnings: [], ...status })
  }
  tracker.finish()
  return { events, tracker }
}

const states = (...statuses: Partial<StatusResponse>[]) =>
  track(...statuses).events.map((event) =>
    event.kind === 'step' ? [event.state, event.seconds] : event.kind,
  )

describe('the states of a step', () => {
  it.each<[string, Partial<StatusResponse>[], unknown[]]>([
    ['announced only', [vertex({})], []],
    ['started once', [vertex({ started: at(1) }), vertex({ started: at(1) })], [['started', undefined]]],
    [
      'done with its time',
      [vertex({ started: at(1) }), vertex({ started: at(1), completed: at(4) })],
      [
        ['started', undefined],
        ['done', 3],
      ],
    ],
    ['done at once', [vertex({ started: at(1), completed: at(2) })], [['done', 1]]],
    [
      'done twice',
      [vertex({ started: at(1), completed: at(2) }), vertex({ started: at(1), completed: at(2) })],
      [['done', 1]],
    ],
    [
      'started again',
      [
        vertex({ started: at(1), completed: at(2) }),
        vertex({ started: at(3) }),
        vertex({ started: at(3), completed: at(5) }),
      ],
      [
        ['done', 1],
        ['started', undefined],
        ['done', 2],
      ],
    ],
    ['cached', [vertex({ started: at(1), completed: at(1), cached: true })], [['cached', undefined]]],
    [
      'failed',
      [vertex({ started: at(1) }), vertex({ started: at(1), completed: at(2), error: 'exit code: 1' })],
      [
        ['started', undefined],
        ['error', 1],
      ],
    ],
    [
      'cancelled',
      [vertex({ started: at(1), completed: at(2), error: 'context canceled' })],
      [['canceled', 1]],
    ],
  ])('%s', (_, statuses, expected) => {
    expect(states(...statuses)).toEqual(expected)
  })
})

it("vertexes of one group are one step, of the group's name", () => {
  const progressGroup = { id: 'g', name: 'COPY --link' }
  const { events } = track(
    vertex({ name: 'COPY', cached: true, started: at(1), completed: at(1), progressGroup }),
    vertex({ digest: 'e', name: 'LINK COPY', cached: true, started: at(1), completed: at(1), progressGroup }),
    log('x\n'),
  )
  expect(events).toEqual([
    { service: 'web', kind: 'step', step: 'g', name: 'COPY --link', state: 'cached' },
    { service: 'web', kind: 'log', step: 'g', stream: 'stdout', line: 'x' },
  ])
})

describe('the lines of a step', () => {
  it('are whole, apart by stream, and flushed at its end', () => {
    const { events } = track(
      vertex({ started: at(1) }),
      log('a\nb'),
      log('E1\r\nE2', 2),
      log('c\n'),
      log('é'),
      vertex({ started: at(1), completed: at(2) }),
    )
    const lines = events.flatMap((event) => (event.kind === 'log' ? [`${event.stream} ${event.line}`] : []))
    expect(lines).toEqual(['stdout a', 'stderr E1', 'stdout bc', 'stdout é', 'stderr E2'])
    expect(events.at(-1)).toMatchObject({ kind: 'step', state: 'done' })
  })

  it('are kept for a failure, the last ones', () => {
    const { tracker } = track(
      vertex({ started: at(1) }),
      ...Array.from({ length: 100 }, (_, i) => log(`line ${i}\n`)),
      vertex({ started: at(1), completed: at(2), error: 'exit code: 1' }),
    )
    const failed = tracker.findFailed(undefined)
    expect(failed?.name).toBe('RUN x')
    expect(failed?.output.at(0)).toBe('line 60')
    expect(failed?.output.at(-1)).toBe('line 99')
  })

  it('of a step that was only cancelled are not the failure', () => {
    const { tracker } = track(vertex({ started: at(1), completed: at(2), error: 'context canceled' }))
    expect(tracker.findFailed('d')).toBeUndefined()
  })
})

it('progress and warnings are told as they are', () => {
  const { events } = track(
    {
      statuses: [
        {
          id: 'sha256:1',
          vertex: 'd',
          name: 'downloading',
          current: 5,
          total: 10,
          started: at(1),
          completed: undefined,
        },
      ],
    },
    {
      warnings: [
        {
          vertex: 'd',
          level: 1,
          short: Buffer.from('Rule: text'),
          detail: [],
          url: 'https://x',
          info: { filename: 'Dockerfile' },
          ranges: [{ start: { line: 3 }, end: { line: 3 } }],
        },
      ],
    },
  )
  expect(events).toEqual([
    { service: 'web', kind: 'progress', step: 'd', name: 'sha256:1', current: 5, total: 10, done: false },
    { service: 'web', kind: 'warning', text: 'Rule: text', url: 'https://x', file: 'Dockerfile', line: 3 },
  ])
})

it('steps without end are followed no longer', () => {
  const tracker = createStepTracker('api', () => {})
  const add = (digest: string) =>
    tracker.add({ statuses: [], logs: [], warnings: [], ...vertex({ digest }) } as StatusResponse)
  expect(() => {
    for (let i = 0; i < 1e6; i++) add(`sha256:${i}`)
  }).toThrow('more than 100000 steps')
})

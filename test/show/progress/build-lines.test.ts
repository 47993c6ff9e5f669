import { expect, it } from 'vitest'
import type { BuildEvent } from '../../../src/model/build-event.ts'
import { createBuildLines } from '../../../src/show/progress/build-lines.ts'

type StepEvent = BuildEvent & { kind: 'step' }

function step(id: string, name: string, service = 'b') {
  const of = { service, step: id } as const
  return {
    is: (state: StepEvent['state'], more: Partial<StepEvent> = {}): BuildEvent => ({
      ...of,
      kind: 'step',
      name,
      state,
      ...more,
    }),
    says: (line: string): BuildEvent => ({ ...of, kind: 'log', stream: 'stdout', line }),
    sends: (current: number, done: boolean): BuildEvent => ({
      ...of,
      kind: 'progress',
      name: 'transferring context:',
      current,
      done,
    }),
  }
}

/** What is printed when these events come at these times, in milliseconds. */
function printed(...events: readonly (readonly [time: number, event: BuildEvent])[]): string[] {
  let time = 0
  const lines = createBuildLines(() => time)
  const said = events.flatMap(([at, event]) => {
    time = at
    return lines.take(event)
  })
  return [...said, ...lines.rest()]
}

it('shows a build as BuildKit does, the end of a step only once', () => {
  const [from, run, context] = [
    step('1', '[1/2] FROM x'),
    step('2', '[2/2] RUN make'),
    step('3', '[internal] load'),
  ]
  expect(
    printed(
      [0, from.is('cached')],
      [0, context.is('started')],
      [5, context.sends(1000, false)],
      [9, context.sends(2500, true)],
      [9, context.is('done', { seconds: 0 })],
      [100, run.is('started')],
      [300, run.says('building')],
      [400, run.is('done', { seconds: 0 })],
      [500, run.is('started')],
      [1600, run.is('done', { seconds: 1.46 })],
    ),
  ).toEqual([
    '#1 [1/2] FROM x',
    '#1 CACHED',
    '',
    '#2 [internal] load',
    '#2 transferring context: 2.5kB done',
    '#2 DONE 0.0s',
    '',
    '#3 [2/2] RUN make',
    '#3 0.200 building',
    '#3 DONE 1.5s',
  ])
})

it('lets a step finish before another one speaks', () => {
  const [a, b] = [step('1', 'RUN a'), step('2', 'RUN b')]
  expect(
    printed(
      [0, a.is('started')],
      [0, b.is('started')],
      [100, a.says('a1')],
      [150, b.says('b1')],
      [200, a.says('a2')],
      [250, a.is('done', { seconds: 0.2 })],
      [300, b.says('b2')],
      [400, b.is('done', { seconds: 0.4 })],
    ),
  ).toEqual([
    '#1 RUN a',
    '#1 0.100 a1',
    '#1 0.200 a2',
    '#1 DONE 0.2s',
    '',
    '#2 RUN b',
    '#2 0.150 b1',
    '#2 0.300 b2',
    '#2 DONE 0.4s',
  ])
})

it('takes the word from a step that is silent, or that keeps others waiting for long', () => {
  const [a, b] = [step('1', 'RUN a'), step('2', 'RUN b')]
  expect(
    printed([0, a.is('started')], [3000, b.says('b1')], [3100, a.says('a1')], [6000, a.says('a2')]),
  ).toEqual(['#1 RUN a', '', '#2 2', '#2 0.000 b1', '', '#1 ...', '#1 3.100 a1', '#1 6.000 a2'])
  const chatter = Array.from({ length: 30 }, (_, i) => [200 * i, a.says(`a${i}`)] as const)
  const lines = printed([0, a.is('started')], [0, b.is('started')], [1, b.says('b1')], ...chatter)
  expect(lines.indexOf('#2 0.001 b1')).toBeGreaterThan(20)
  expect(lines.indexOf('#2 0.001 b1')).toBeLessThan(30)
})

it('says at once what failed', () => {
  const [a, b] = [step('1', 'RUN a'), step('2', 'RUN b')]
  const lines = createBuildLines(() => 0)
  const said = [
    a.is('started'),
    b.is('started'),
    b.says('oh no'),
    b.is('error', { error: 'exit code: 1' }),
  ].flatMap((event) => lines.take(event))
  expect(said).toEqual(['#1 RUN a', '', '#2 RUN b', '#2 0.000 oh no', '#2 ERROR: exit code: 1'])
})

it('names the service of each step where several are built', () => {
  const begun = (service: string): BuildEvent => ({ service, kind: 'begun' })
  expect(
    printed(
      [0, begun('web')],
      [0, begun('api')],
      [0, step('1', '[stage 1/2] FROM x', 'web').is('cached')],
      [0, step('1', 'exporting to image', 'api').is('done', { seconds: 0 })],
    ),
  ).toEqual(['#1 [web stage 1/2] FROM x', '#1 CACHED', '', '#2 [api] exporting to image', '#2 DONE 0.0s'])
  expect(printed([0, begun('web')], [0, step('1', '[1/2] FROM x', 'web').is('cached')])[0]).toBe(
    '#1 [1/2] FROM x',
  )
})

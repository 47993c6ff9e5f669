import { describe, expect, it } from 'vitest'
import type { BuildEvent } from '../../../src/model/build-event.ts'
import type { Event, Subject } from '../../../src/model/event.ts'
import { warning } from '../../../src/model/failure.ts'
import { createProgress } from '../../../src/show/progress/create-progress.ts'
import { MemoryStream } from '../support/memory-stream.ts'

async function shown(mode: 'github' | 'gitlab', events: readonly Event[]): Promise<string> {
  const stream = new MemoryStream()
  const clock = { time: 1_790_000_000_000 }
  const now = () => clock.time
  const progress = await createProgress(mode, {
    stream,
    color: false,
    unicode: true,
    dryRun: false,
    cwd: '/',
    now,
  })
  for (const event of events) {
    progress.sink(event)
    clock.time += 1000
  }
  await progress.end()
  return stream.text
}

const lines = async (events: readonly Event[]) => (await shown('github', events)).trimEnd().split('\n')

type Bare<T> = T extends BuildEvent ? Omit<T, 'service'> : never
const build = (service: string, event: Bare<BuildEvent>): Event => ({
  kind: 'build',
  event: { service, ...event } as BuildEvent,
})
const step = (service: string, name: string) =>
  build(service, { kind: 'step', step: name, name, state: 'started' })
const built = (service: string) => build(service, { kind: 'built', seconds: 1 })

const container: Subject = { kind: 'container', name: 'p-a-1', service: 'a' }
const redis: Subject = { kind: 'image', name: 'redis', service: 'c' }
const postgres: Subject = { kind: 'image', name: 'postgres', service: 'd' }
const started = (subject: Subject, verb: string): Event => ({ kind: 'started', subject, verb })
const done = (subject: Subject, verb: string): Event => ({
  kind: 'done',
  subject,
  verb,
  outcome: verb,
  seconds: 1,
})
const layer = (subject: Subject, name: string, status: string): Event => ({
  kind: 'transfer',
  subject: { kind: 'image', name: subject.name },
  layer: name,
  status,
})

describe('groups of a CI system', () => {
  it('hold what a build prints; what it came to is outside', async () => {
    expect(await lines([step('web', 'RUN make'), built('web'), started(container, 'create')])).toEqual([
      '::group::Build web',
      '#1 RUN make',
      '::endgroup::',
      ' web  Built',
      ' Container p-a-1  Creating',
    ])
  })

  it('never interleave: what happens beside the group shown waits for its end', async () => {
    const events = [
      step('one', 'first of one'),
      step('two', 'first of two'),
      done(container, 'start'),
      step('one', 'second of one'),
      built('two'),
      step('three', 'first of three'),
      built('one'),
      step('three', 'second of three'),
      built('three'),
    ]
    expect(await lines(events)).toEqual([
      '::group::Build one',
      '#1 first of one',
      '',
      '#2 second of one',
      '::endgroup::',
      '::group::Build two',
      '#1 first of two',
      '::endgroup::',
      ' Container p-a-1  Started',
      ' two  Built',
      '::group::Build three',
      '#1 first of three',
      '',
      '#2 second of three',
      '::endgroup::',
      ' one  Built',
      ' three  Built',
    ])
  })

  it('hold the layers of a pull, each word on a layer once', async () => {
    const events = [
      started(redis, 'pull'),
      layer(redis, 'aa', 'Downloading'),
      started(postgres, 'pull'),
      layer(redis, 'aa', 'Downloading'),
      layer(postgres, 'aa', 'Already exists'),
      layer(redis, 'aa', 'Pull complete'),
      done(redis, 'pull'),
      done(postgres, 'pull'),
    ]
    expect((await lines(events)).map((line) => line.trimEnd())).toEqual([
      '::group::Pull redis',
      ' c Pulling',
      ' aa Downloading',
      ' aa Pull complete',
      '::endgroup::',
      '::group::Pull postgres',
      ' d Pulling',
      ' aa Already exists',
      '::endgroup::',
      ' c Pulled',
      ' d Pulled',
    ])
  })

  it('end when it fails, and in the end at the latest', async () => {
    const failed: Event = {
      kind: 'failed',
      subject: { kind: 'image', name: 'x y' },
      verb: 'build',
      failure: warning('nothing-to-remove', { project: 'p' }),
    }
    expect(await lines([step('x', 'RUN x'), step('y', 'RUN y'), failed, started(redis, 'push')])).toEqual([
      '::group::Build x',
      '#1 RUN x',
      '::endgroup::',
      '::group::Build y',
      '#1 RUN y',
      '::endgroup::',
      ' x y  Error',
      '::group::Push redis',
      ' Image redis  Pushing',
      '::endgroup::',
    ])
  })

  it('let warnings wait too', async () => {
    const warned: Event = { kind: 'warning', failure: warning('nothing-to-remove', { project: 'p' }) }
    expect((await lines([step('x', 'RUN x'), warned, built('x')])).slice(2, 4)).toEqual([
      '::endgroup::',
      'warning: nothing to remove for project "p"',
    ])
  })

  it('are sections for GitLab, with the times at which they began and ended', async () => {
    const name = (service: string, began: number, number: number) => `build_${service}_${began}000_${number}`
    const [one, two] = [name('my_app', 1_790_000_000, 1), name('b', 1_790_000_001, 2)]
    expect(
      await shown('gitlab', [step('my.app', 'RUN x'), step('b', 'RUN y'), built('b'), built('my.app')]),
    ).toBe(
      [
        `\u001b[0Ksection_start:1790000000:${one}[collapsed=true]\r\u001b[0KBuild my.app`,
        '#1 RUN x',
        `\u001b[0Ksection_end:1790000003:${one}\r\u001b[0K`,
        `\u001b[0Ksection_start:1790000001:${two}[collapsed=true]\r\u001b[0KBuild b`,
        '#1 RUN y',
        `\u001b[0Ksection_end:1790000002:${two}\r\u001b[0K`,
        ' b  Built',
        ' my.app  Built',
        '',
      ].join('\n'),
    )
  })
})

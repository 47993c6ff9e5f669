import { describe, expect, it } from 'vitest'
import type { Event, Subject } from '../../../src/model/event.ts'
import { warning } from '../../../src/model/failure.ts'
import type { Reason } from '../../../src/model/reason.ts'
import { createProgress, type ProgressMode } from '../../../src/show/progress/create-progress.ts'
import { MemoryStream } from '../support/memory-stream.ts'

const container: Subject = { kind: 'container', name: 'p-a-1', service: 'a' }
const network: Subject = { kind: 'network', name: 'p_default' }
const volume: Subject = { kind: 'volume', name: 'p_data' }
const image: Subject = { kind: 'image', name: 'redis', service: 'c' }

async function shown(
  mode: ProgressMode,
  events: readonly Event[],
  { dryRun = false, now = () => 0 }: { dryRun?: boolean; now?: () => number } = {},
): Promise<string> {
  const stream = new MemoryStream()
  const progress = await createProgress(mode, {
    stream,
    color: false,
    unicode: true,
    dryRun,
    cwd: '/',
    now,
  })
  for (const event of events) progress.sink(event)
  await progress.end()
  return stream.text
}

function started(subject: Subject, verb: string, why?: readonly Reason[]): Event {
  return { kind: 'started', subject, verb, ...(why && { why }) }
}

function done(subject: Subject, verb: string, outcome = verb): Event {
  return { kind: 'done', subject, verb, outcome, seconds: 1 }
}

const failed = (subject: Subject, verb: string): Event => ({
  kind: 'failed',
  subject,
  verb,
  failure: warning('nothing-to-remove', { project: 'p' }),
})

const orphan = warning('nothing-to-remove', { project: 'p' })

/** Lines as Docker Compose 2.40.3 was seen to print them. */
const LINES: readonly (readonly [string, Event, string, string])[] = [
  [
    'create',
    started(network, 'create'),
    ' Network p_default  Creating\n',
    '{"id":"Network p_default","status":"Creating"}\n',
  ],
  [
    'volume',
    done(volume, 'create'),
    ' Volume p_data  Created\n',
    '{"id":"Volume p_data","status":"Created"}\n',
  ],
  [
    'start',
    started(container, 'start'),
    ' Container p-a-1  Starting\n',
    '{"id":"Container p-a-1","status":"Starting"}\n',
  ],
  [
    'healthy',
    done(container, 'wait', 'healthy'),
    ' Container p-a-1  Healthy\n',
    '{"id":"Container p-a-1","status":"Healthy"}\n',
  ],
  [
    'completed',
    done(container, 'wait', 'exited'),
    ' Container p-a-1  Exited\n',
    '{"id":"Container p-a-1","status":"Exited"}\n',
  ],
  [
    'recreate',
    started(container, 'recreate'),
    ' Container p-a-1  Recreate\n',
    '{"id":"Container p-a-1","status":"Recreate"}\n',
  ],
  [
    'recreate with its reasons',
    started(container, 'recreate', [
      { code: 'changed', path: 'init', to: true },
      { code: 'changed', path: 'environment.API_KEY', from: 'a', to: 'b' },
    ]),
    ' Container p-a-1  Recreate (init added: true; environment.API_KEY: "****" -> "****")\n',
    '{"id":"Container p-a-1","status":"Recreate","details":"init added: true; environment.API_KEY: \\"****\\" -\\u003e \\"****\\""}\n',
  ],
  [
    'what needs no reason',
    started(container, 'start', [{ code: 'created' }]),
    ' Container p-a-1  Starting\n',
    '{"id":"Container p-a-1","status":"Starting"}\n',
  ],
  [
    'recreated',
    done(container, 'recreate'),
    ' Container p-a-1  Recreated\n',
    '{"id":"Container p-a-1","status":"Recreated"}\n',
  ],
  [
    'restart',
    done(container, 'restart'),
    ' Container p-a-1  Started\n',
    '{"id":"Container p-a-1","status":"Started"}\n',
  ],
  ['pause', started(container, 'pause'), '', ''],
  [
    'paused',
    done(container, 'pause'),
    ' Container p-a-1  Paused\n',
    '{"id":"Container p-a-1","status":"Paused"}\n',
  ],
  [
    'running',
    { kind: 'unchanged', subject: container, state: 'running' },
    ' Container p-a-1  Running\n',
    '{"id":"Container p-a-1","status":"Running"}\n',
  ],
  [
    'running after a build that changed nothing',
    { kind: 'skipped', subject: container, verb: 'recreate', runs: true },
    ' Container p-a-1  Running\n',
    '{"id":"Container p-a-1","status":"Running"}\n',
  ],
  ['exited container', { kind: 'unchanged', subject: container, state: 'exited' }, '', ''],
  ['existing network', { kind: 'unchanged', subject: network, state: 'present' }, '', ''],
  ['rename', started(container, 'rename'), '', ''],
  ['hook', done(container, 'run'), '', ''],
  [
    'a task with words of its own',
    done({ ...container, task: 'copy a to b' }, 'copy'),
    ' p-a-1 copy a to b Copied\n',
    '{"id":"p-a-1","text":"copy a to b","status":"Copied"}\n',
  ],
  ['a task that fails', failed({ ...container, task: 'copy a to b' }, 'copy'), '', ''],
  ['pull', started(image, 'pull'), ' c Pulling \n', '{"id":"c","text":"Pulling"}\n'],
  ['pulled', done(image, 'pull'), ' c Pulled \n', '{"id":"c","text":"Pulled"}\n'],
  [
    'pull skipped',
    { kind: 'skipped', subject: image, verb: 'pull' },
    ' c Skipped \n',
    '{"id":"c","text":"Skipped"}\n',
  ],
  [
    'image removed',
    done(image, 'remove'),
    ' Image redis  Removed\n',
    '{"id":"Image redis","status":"Removed"}\n',
  ],
  [
    'built',
    { kind: 'build', event: { service: 'b', kind: 'built', seconds: 1 } },
    ' b  Built\n',
    '{"id":"b","status":"Built"}\n',
  ],
  [
    'failing',
    failed(container, 'create'),
    ' Container p-a-1  Error\n',
    '{"id":"Container p-a-1","status":"Error"}\n',
  ],
  [
    'failing to pull',
    failed(image, 'pull'),
    ' c Error nothing to remove for project "p"\n',
    '{"id":"c","text":"Error","status":"nothing to remove for project \\"p\\""}\n',
  ],
  [
    'failing to stop',
    failed(container, 'stop'),
    ' Container p-a-1  Error while Stopping\n',
    '{"id":"Container p-a-1","status":"Error while Stopping"}\n',
  ],
  [
    'download',
    {
      kind: 'transfer',
      subject: image,
      layer: 'abc',
      status: 'Downloading',
      current: 500_000,
      total: 2_000_000,
    },
    ` abc Downloading [============>${' '.repeat(38)}]    500kB/2MB\n`,
    `{"id":"abc","parent_id":"c","text":"Downloading","status":"[============\\u003e${' '.repeat(38)}]    500kB/2MB","current":500000,"total":2000000,"percent":25}\n`,
  ],
  [
    'layer done',
    { kind: 'transfer', subject: image, layer: 'abc', status: 'Pull complete' },
    ' abc Pull complete \n',
    '{"id":"abc","parent_id":"c","text":"Pull complete","percent":100}\n',
  ],
  ['digest', { kind: 'transfer', subject: image, layer: 'latest', status: 'Digest: sha256:1' }, '', ''],
]

describe('plain progress', () => {
  it.each(LINES)('%s', async (_, event, plain) => {
    expect(await shown('plain', [event])).toBe(plain)
  })

  it('says that it is a dry run', async () => {
    expect(await shown('plain', [started(container, 'stop')], { dryRun: true })).toBe(
      ' DRY-RUN MODE -  Container p-a-1  Stopping\n',
    )
  })

  it('shows warnings in full', async () => {
    expect(await shown('plain', [{ kind: 'warning', failure: orphan }])).toBe(
      'Warning: No resource found to remove for project "p".\nwarning: nothing to remove for project "p"\n',
    )
  })
})

describe('JSON progress', () => {
  it.each(LINES)('%s', async (_, event, __, json) => {
    expect(await shown('json', [event])).toBe(json)
  })

  it('says that it is a dry run', async () => {
    expect(await shown('json', [started(container, 'stop')], { dryRun: true })).toBe(
      '{"dry-run":true,"id":"Container p-a-1","status":"Stopping"}\n',
    )
  })

  it('has warnings as JSON too', async () => {
    expect(JSON.parse(await shown('json', [{ kind: 'warning', failure: orphan }]))).toMatchObject({
      warning: true,
      code: 'nothing-to-remove',
    })
  })
})

it('quiet progress shows nothing but warnings', async () => {
  const events: Event[] = [...LINES.map(([, event]) => event), { kind: 'warning', failure: orphan }]
  expect(await shown('quiet', events)).toBe('warning: nothing to remove for project "p"\n')
})

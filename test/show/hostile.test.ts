import { describe, expect, it } from 'vitest'
import type { BuildEvent } from '../../src/model/build-event.ts'
import type { Event } from '../../src/model/event.ts'
import type { Failure, FailureCode } from '../../src/model/failure.ts'
import type { ObservedContainer } from '../../src/model/observed.ts'
import type { Reason } from '../../src/model/reason.ts'
import type { WatchEvent } from '../../src/model/watch-event.ts'
import type { Plan } from '../../src/plan/graph.ts'
import { createStyle } from '../../src/show/ansi.ts'
import { describeCandidates } from '../../src/show/completion/candidates.ts'
import { describeFailure } from '../../src/show/diagnostics.ts'
import { diagnosticsJson } from '../../src/show/diagnostics-json.ts'
import { describeEvent } from '../../src/show/events.ts'
import { attachingLine } from '../../src/show/foreground.ts'
import { graphText } from '../../src/show/graph/text.ts'
import { LogPrinter } from '../../src/show/logs/log-printer.ts'
import { describePlan, planJson } from '../../src/show/plan/describe-plan.ts'
import { describeReason } from '../../src/show/plan/describe-reason.ts'
import { createProgress, type ProgressMode } from '../../src/show/progress/create-progress.ts'
import { describeProjectList } from '../../src/show/project-list.ts'
import { describeContainerServices, describeContainers } from '../../src/show/ps.ts'
import { describeContainerTree } from '../../src/show/ps-tree.ts'
import { formatTable } from '../../src/show/table.ts'
import { watchLine } from '../../src/show/watch/watch-line.ts'
import { EXAMPLES } from '../docs/failure-examples.ts'
import { HOSTILE, ordersIn, withHostile } from './support/hostile.ts'
import { MemoryStream } from './support/memory-stream.ts'

function expectNoOrders(printed: string, of: unknown): void {
  const orders = ordersIn(printed)
  if (orders !== undefined) expect({ of, printed, orders }).toBeUndefined()
}

describe('foreign text gives no orders', () => {
  it.each(Object.keys(EXAMPLES) as FailureCode[])('as a fact of %s', (code) => {
    for (const hostile of HOSTILE) {
      for (const data of withHostile<unknown>(EXAMPLES[code], hostile)) {
        const source = { path: `/shop/${hostile}`, text: `a: ${hostile}\nb` }
        const at = { source, start: 3, end: 3 + hostile.length }
        const failure = {
          code,
          severity: 'error',
          data,
          at,
          related: [{ note: hostile, at }],
        } as unknown as Failure
        let printed: string
        try {
          printed = describeFailure(failure, { color: false, cwd: '/shop' })
        } catch (error) {
          // A fact that is one word of a few has been replaced.
          expect(error).toBeInstanceOf(TypeError)
          continue
        }
        expectNoOrders(printed, { code, data })
        const json = diagnosticsJson(failure)
        expectNoOrders(json, { code, data })
        expect(JSON.parse(json).data).toEqual(data)
      }
    }
  })

  it('in reasons and plans', () => {
    const reasons: Reason[] = [
      { code: 'changed', path: 'environment.A', from: 'x', to: 'y' },
      { code: 'changed', path: 'ports[0]', to: { target: '80', published: '1', host_ip: 'a' } },
      { code: 'image-changed', image: 'a', from: 'sha256:1', to: 'sha256:2' },
      { code: 'content-changed', name: 'secret a' },
      { code: 'orphan', files: 'compose.yaml' },
      { code: 'needed-by', service: 'a', condition: 'service_started' },
      { code: 'network-diverged', network: 'n' },
      { code: 'stopped', state: 'exited' },
    ]
    for (const hostile of HOSTILE) {
      for (const reason of reasons.flatMap((one) => [...withHostile(one, hostile)]))
        if (typeof reason.code === 'string') expectNoOrders(describeReason(reason) ?? '', reason)
      const plan = {
        nodes: [
          {
            id: hostile,
            operation: { kind: 'pull-image', image: hostile, service: hostile },
            reasons: [{ code: 'changed', path: hostile, from: hostile, to: { [hostile]: hostile } }],
            after: [],
          },
          {
            id: 'x',
            operation: { kind: 'create-container', name: hostile, service: hostile, body: {} },
            part: { of: 'recreate', name: hostile, step: 'first' },
            reasons: [],
            after: [],
          },
        ],
        questions: [{ code: 'recreate-volume', subject: hostile, reasons: [] }],
        unchanged: [{ kind: 'network', name: hostile }],
        warnings: [],
      } as unknown as Plan
      expectNoOrders(describePlan(plan), hostile)
      expectNoOrders(planJson(plan), hostile)
    }
  })

  it('in tables, lists and templates', () => {
    for (const hostile of HOSTILE) {
      const container = {
        id: hostile,
        name: hostile,
        image: hostile,
        imageId: hostile,
        command: hostile,
        labels: {
          'com.docker.compose.service': hostile,
          'com.docker.compose.project': hostile,
          [hostile]: hostile,
        },
        state: 'running',
        health: 'none',
        status: hostile,
        createdAt: 0,
        networkMode: hostile,
        networks: { [hostile]: { networkId: hostile } },
        mounts: [{ type: 'volume', name: hostile, source: hostile, target: hostile, readOnly: false }],
        ports: [{ ip: hostile, target: 1, published: 2, protocol: hostile }],
      } as ObservedContainer
      const formats = [
        'table',
        'table {{.Name}}\t{{.Labels}}\t{{.Mounts}}',
        '{{.Names}} {{.Labels}}',
        '{{.Label "com.docker.compose.service"}}\n{{.Command}}',
        '{{.Networks}} {{.Mounts}} {{.Ports}}',
        '{{.Status}}',
      ]
      for (const format of formats) {
        const options = { format, truncate: false, now: 0, timeZone: 'UTC' }
        const printed = describeContainers([container, container], options)
        expectNoOrders(printed, format)
        if (format === 'table') expect(printed.split('\n')).toHaveLength(4)
      }
      const json = describeContainers([container], {
        format: 'json',
        truncate: false,
        now: 0,
        timeZone: 'UTC',
      })
      expect(JSON.parse(json).Name).toBe(hostile)
      expectNoOrders(json, 'json')
      expectNoOrders(describeContainerServices([container]), 'services')
      expectNoOrders(
        describeProjectList([{ Name: hostile, Status: hostile, ConfigFiles: hostile }], 'table'),
        'ls',
      )
      const service = { name: hostile }
      const style = createStyle(false)
      const tree = { unicode: false, style }
      expectNoOrders(describeContainerTree({ [hostile]: service }, [container], tree), 'ps --tree')
      expectNoOrders(graphText({ [hostile]: service }, tree), 'graph')
      const words = [
        { word: hostile, about: hostile },
        { word: 'plain', about: hostile },
      ]
      const candidates = describeCandidates({ words })
      expectNoOrders(candidates, 'completion')
      expect(candidates.split('\n')).toHaveLength(3)
      expectNoOrders(formatTable([[hostile, hostile]]), 'top')
      expectNoOrders(attachingLine([hostile]), 'attaching')
      const event = { action: hostile, id: hostile, attributes: { [hostile]: hostile }, timeNano: 0n }
      expectNoOrders(describeEvent(event), 'events')
    }
  })

  it.each<ProgressMode>(['plain', 'json', 'quiet', 'github', 'gitlab'])('in %s progress', async (mode) => {
    for (const hostile of HOSTILE) {
      const stream = new MemoryStream()
      const options = {
        stream,
        now: () => 0,
        dryRun: false,
        color: false,
        cwd: '/',
        unicode: false,
        columns: 80,
      }
      const progress = await createProgress(mode, options as unknown as Parameters<typeof createProgress>[1])
      for (const event of eventsWith(hostile)) progress.sink(event)
      await progress.end()
      // What opens and ends groups is ours.
      const printed = stream.text
        .replace(/^::(?:group::(?!:)|endgroup::$)/gm, '')
        .replaceAll('\u001b[0K', '')
        .replace(/^(section_(?:start|end):\d+:[\w.-]+(?:\[collapsed=true\])?)\r/gm, '$1')
      expectNoOrders(printed, { mode, hostile })
    }
  })

  it('on a terminal', async () => {
    for (const hostile of HOSTILE) {
      const stream = Object.assign(new MemoryStream(), { columns: 90, rows: 20, isTTY: true })
      const options = { stream, now: () => 0, dryRun: false, color: false, cwd: '/', unicode: true }
      const progress = await createProgress('tty', options)
      for (const event of eventsWith(hostile)) progress.sink(event)
      await progress.end()
      // What is drawn moves the cursor; nothing of what a stranger's text does is among it.
      for (const order of [
        '\u001b[2J',
        '\u001b]',
        '\u0000',
        '\u0007',
        '\b',
        '\u009b',
        '\u202e',
        '\u200b',
        '\u2028',
      ])
        expect(stream.text).not.toContain(order)
      expect(stream.text).not.toMatch(/^ *::/m)
    }
  })

  it('while watching', () => {
    for (const hostile of HOSTILE) {
      const style = createStyle(false)
      const events: WatchEvent[] = [
        { kind: 'executed', service: hostile, command: [hostile], ms: 1 },
        { kind: 'rebuilding', services: [hostile], paths: [hostile] },
        { kind: 'healing', containers: [{ name: hostile, reasons: [{ code: 'stopped', state: hostile }] }] },
      ] as unknown as WatchEvent[]
      for (const event of events) expectNoOrders(watchLine(event, { style, cwd: '/' }) ?? '', event)
    }
  })

  it('before the lines of a container, which stay as they are', async () => {
    for (const hostile of HOSTILE) {
      const stream = new MemoryStream()
      const printer = new LogPrinter({ stdout: stream, stderr: stream, color: false, prefix: true })
      await printer.write(hostile, { stream: 'stdout', bytes: Buffer.from('\u001b[1mown\n') })
      await printer.status(hostile, hostile)
      expect(stream.text).toContain('\u001b[1mown\n')
      expectNoOrders(stream.text.replace('\u001b[1mown', ''), hostile)
    }
  })
})

function eventsWith(hostile: string): Event[] {
  const subject = { kind: 'container', name: hostile, service: hostile } as const
  const failure: Failure = {
    code: 'system-error',
    severity: 'error',
    data: { code: hostile, syscall: hostile, path: hostile },
  }
  const build = (event: Omit<BuildEvent, 'service'>) =>
    ({ kind: 'build', event: { service: hostile, ...event } as BuildEvent }) as const
  return [
    { kind: 'planned', subjects: [subject] },
    { kind: 'started', subject, verb: 'recreate', why: [{ code: 'changed', path: hostile, from: hostile }] },
    { kind: 'said', subject, text: hostile },
    { kind: 'done', subject, verb: hostile, outcome: hostile, seconds: 1 },
    { kind: 'started', subject: { kind: 'image', name: hostile }, verb: 'pull' },
    { kind: 'transfer', subject: { kind: 'image', name: hostile }, layer: hostile, status: hostile },
    { kind: 'failed', subject, verb: 'pull', failure },
    { kind: 'warning', failure },
    build({ kind: 'begun' } as Omit<BuildEvent, 'service'>),
    build({ kind: 'step', step: hostile, name: hostile, state: 'started' } as Omit<BuildEvent, 'service'>),
    build({ kind: 'log', step: hostile, line: hostile } as Omit<BuildEvent, 'service'>),
    build({ kind: 'warning', text: hostile, file: hostile } as Omit<BuildEvent, 'service'>),
    build({ kind: 'step', step: hostile, name: hostile, state: 'error', error: hostile } as Omit<
      BuildEvent,
      'service'
    >),
    build({ kind: 'built' } as Omit<BuildEvent, 'service'>),
  ]
}

import type { Engine } from '../../engine/engine.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { logName } from '../../show/logs/log-name.ts'
import { LogPrinter } from '../../show/logs/log-printer.ts'
import { printMerged } from '../../show/logs/print-merged.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, integer, text, textOr } from '../flag.ts'
import { LogFollower, type LogRange } from '../follow/follow-logs.ts'
import { openMonitor } from '../follow/monitor.ts'
import { readTimeRange } from '../point-in-time.ts'
import { isColored } from '../steps/color.ts'
import { connect } from '../steps/connect.ts'
import { listContainers, pickContainer } from '../steps/containers.ts'
import { findProject } from '../steps/project.ts'

/** `logs`: what containers have printed. */
export const logs = command({
  name: 'logs',
  usage: '[SERVICE...]',
  summary: 'Show what containers have printed',
  arity: anyNumber,
  flags: {
    follow: bool('-f, --follow', 'Go on with what they print from now on'),
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    noColor: bool('--no-color', 'Without colours'),
    noLogPrefix: bool('--no-log-prefix', "Without the containers' names"),
    since: text('--since', 'From this time on: a timestamp, or 10m for ten minutes ago', { value: 'TIME' }),
    tail: textOr('-n, --tail', 'all', 'How many last lines of each container', { value: 'N' }),
    timestamps: bool('-t, --timestamps', 'With the time of each line'),
    until: text('--until', 'Up to this time', { value: 'TIME' }),
  },
  examples: ['logs', 'logs --follow --tail 20 api', 'logs --since 10m --timestamps'],
  async run(context, flags, named) {
    if (flags.index && named.length !== 1) throw new Failed(failure('index-needs-one-service', {}))
    const [engine, { name, project }] = await Promise.all([connect(context), findProject(context, named)])
    const services = named.length > 0 || !project ? named : speakingServices(project.services)
    const { stdout } = context
    const printer = new LogPrinter({
      stdout,
      stderr: stdout,
      color: !flags.noColor && isColored(context, stdout),
      prefix: !flags.noLogPrefix,
    })
    const { tail, timestamps } = flags
    const range = { tail, timestamps, ...readTimeRange(flags, context.now()) }
    const wanted = { project: name, services, index: flags.index }
    if (flags.follow) await followLogs(context, engine, printer, wanted, range)
    else await printLogs(engine, printer, wanted, range)
    return 0
  },
})

interface WantedLogs {
  readonly project: string
  readonly services: readonly string[]
  readonly index: number | undefined
}

/** Services that say `attach: false` are heard only when they are named. */
function speakingServices(services: Readonly<Record<string, { name: string; attach?: boolean }>>): string[] {
  return Object.values(services)
    .filter(({ attach }) => attach !== false)
    .map(({ name }) => name)
}

async function printLogs(
  engine: Engine,
  printer: LogPrinter,
  wanted: WantedLogs,
  range: LogRange,
): Promise<void> {
  const containers = await findContainers(engine, wanted)
  const sources = await Promise.all(
    containers.map(async (container) => {
      const { tty } = await engine.inspectContainer(container.id)
      const name = logName(container)
      printer.register(name)
      return { name, chunks: engine.logs(container.id, { ...range, tty, timestamps: true }) }
    }),
  )
  await printMerged(sources, printer, { timestamps: range.timestamps })
}

async function followLogs(
  { interrupts: { signal } }: Context,
  engine: Engine,
  printer: LogPrinter,
  wanted: WantedLogs,
  range: LogRange,
): Promise<void> {
  const follower = new LogFollower(engine, printer, signal)
  const { project, services } = wanted
  const monitor = await openMonitor(engine, { project, services, stopped: true, signal })
  for (const container of await findContainers(engine, wanted)) {
    const name = logName(container)
    printer.register(name)
    follower.follow({ id: container.id, name }, range)
  }
  monitor.settle()
  await monitor.run((event) => {
    if (event.kind === 'started') follower.followRun(event, range)
  })
  await follower.done()
}

async function findContainers(
  engine: Engine,
  { project, services, index }: WantedLogs,
): Promise<ObservedContainer[]> {
  const [service = ''] = services
  const found = index
    ? [await pickContainer(engine, project, { service, index, oneOffs: false, stopped: true })]
    : await listContainers(engine, project, { services, oneOffs: false, stopped: true })
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

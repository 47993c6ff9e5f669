import type { Engine } from '../../engine/engine.ts'
import { numberOf, serviceOf } from '../../model/container.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { projectFromLabels } from '../../resolve/from-labels.ts'
import { exitedText } from '../../show/foreground.ts'
import { JsonLogPrinter, type LogOrigin } from '../../show/logs/json-log-printer.ts'
import { logName } from '../../show/logs/log-name.ts'
import { LogPrinter } from '../../show/logs/log-printer.ts'
import type { LogSink } from '../../show/logs/log-sink.ts'
import { printMerged } from '../../show/logs/print-merged.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, integer, text, textOr } from '../flag.ts'
import { LogFollower, type LogRange } from '../follow/follow-logs.ts'
import { type ContainerEvent, openMonitor } from '../follow/monitor.ts'
import { readTimeRange } from '../point-in-time.ts'
import { isColored } from '../steps/color.ts'
import { connect } from '../steps/connect.ts'
import { listContainers, pickContainer } from '../steps/containers.ts'
import { checkNamed } from '../steps/named.ts'
import { findProject } from '../steps/project.ts'

const logFlags = {
  follow: bool('-f, --follow', 'Go on with what they print from now on'),
  index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
  json: bool('--json', 'A JSON object a line: time, service, replica, stream, message'),
  noColor: bool('--no-color', 'Without colours'),
  noLogPrefix: bool('--no-log-prefix', "Without the containers' names"),
  since: text('--since', 'From this time on: a timestamp, or 10m for ten minutes ago', { value: 'TIME' }),
  tail: textOr('-n, --tail', 'all', 'How many last lines of each container', { value: 'N' }),
  timestamps: bool('-t, --timestamps', 'With the time of each line'),
  until: text('--until', 'Up to this time', { value: 'TIME' }),
} as const

/** `logs`: what containers have printed. */
export const logs = command({
  name: 'logs',
  usage: '[SERVICE...]',
  summary: 'Show what containers have printed',
  arity: anyNumber,
  flags: logFlags,
  examples: [
    'logs',
    'logs --follow --tail 20 api',
    'logs --since 10m --timestamps',
    'logs --json --tail 100 api',
  ],
  async run(context, flags, named) {
    checkTail(flags.tail)
    if (flags.index && named.length !== 1) throw new Failed(failure('index-needs-one-service', {}))
    const [engine, { name, project }] = await Promise.all([connect(context), findProject(context, named)])
    const services = named.length > 0 || !project ? named : speakingServices(project.services)
    const voice = flags.json ? jsonVoice(context) : textVoice(context, flags)
    const timestamps = flags.timestamps || flags.json
    const range = { tail: flags.tail, timestamps, ...readTimeRange(flags, context.now()) }
    const wanted = { project: name, services, index: flags.index }
    if (!project) await checkThere(engine, name, named)
    if (flags.follow) await followLogs(context, engine, voice, wanted, range)
    else await printLogs(engine, voice, wanted, range)
    return 0
  },
})

/** Fails on services that a project of which there are no files has no container of. */
async function checkThere(engine: Engine, project: string, named: readonly string[]): Promise<void> {
  if (named.length === 0) return
  const there = await listContainers(engine, project, { services: [], oneOffs: false, stopped: true })
  checkNamed(projectFromLabels(project, there).services, named)
}

/** Fails on what is neither `all` nor a number; docker-compose shows everything then. */
function checkTail(tail: string): void {
  if (tail === '' || tail === 'all' || /^-?\d+$/.test(tail)) return
  throw new Failed(failure('flag-value-invalid', { flag: '--tail', value: tail, expected: 'whole-number' }))
}

/** How lines are printed. */
interface Voice {
  readonly printer: LogSink
  /** Makes a container known before it speaks. */
  register(name: string, origin: LogOrigin): void
  /** Says what became of a container. */
  status(name: string, text: string): Promise<void>
}

function textVoice(
  context: Context,
  { noColor, noLogPrefix }: Pick<FlagValues<typeof logFlags>, 'noColor' | 'noLogPrefix'>,
): Voice {
  const { stdout } = context
  const printer = new LogPrinter({
    stdout,
    stderr: stdout,
    color: !noColor && isColored(context, stdout),
    prefix: !noLogPrefix,
  })
  return {
    printer,
    register: (name) => printer.register(name),
    status: (name, text) => printer.status(name, text),
  }
}

function jsonVoice({ stdout }: Context): Voice {
  const printer = new JsonLogPrinter(stdout)
  return { printer, register: (name, origin) => printer.register(name, origin), status: async () => {} }
}

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
  { printer, register }: Voice,
  wanted: WantedLogs,
  range: LogRange,
): Promise<void> {
  const containers = await findContainers(engine, wanted)
  const sources = await Promise.all(
    containers.map(async (container) => {
      const { tty } = await engine.inspectContainer(container.id)
      const name = logName(container)
      register(name, originOf(container))
      return { name, chunks: engine.logs(container.id, { ...range, tty, timestamps: true }) }
    }),
  )
  await printMerged(sources, printer, { timestamps: range.timestamps })
}

async function followLogs(
  { interrupts: { signal } }: Context,
  engine: Engine,
  { printer, register, status }: Voice,
  wanted: WantedLogs,
  range: LogRange,
): Promise<void> {
  const follower = new LogFollower(engine, printer, signal)
  const { project, services } = wanted
  const tellEnd = async ({ id, name, exitCode, restarting }: ContainerEvent) => {
    await follower.ended(id)
    await status(name, exitedText(exitCode, restarting))
  }
  const monitor = await openMonitor(engine, { project, services, stopped: false, signal })
  for (const container of await findContainers(engine, wanted)) {
    const name = logName(container)
    register(name, originOf(container))
    follower.follow({ id: container.id, name }, range)
  }
  monitor.settle()
  const told: Promise<void>[] = []
  await monitor.run((event) => {
    if (event.kind === 'recreated') told.push(status(event.name, 'has been recreated'))
    else if (event.kind === 'exited') told.push(tellEnd(event))
    else {
      register(event.name, event)
      follower.followRun(event, range)
    }
  })
  await follower.done()
  await Promise.all(told)
}

function originOf(container: ObservedContainer): LogOrigin {
  return { service: serviceOf(container), replica: numberOf(container) }
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

import type { Engine } from '../../engine/engine.ts'
import { isNotFound } from '../../engine/failures.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { describeStatistics, type Measured, type Statistics } from '../../show/stats.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, textOr } from '../flag.ts'
import { openMonitor } from '../follow/monitor.ts'
import { LIST_FORMATS } from '../list-format.ts'
import { connect } from '../steps/connect.ts'
import { listContainers, type Wanted } from '../steps/containers.ts'
import { fitOf } from '../steps/fit.ts'
import { findProjectName } from '../steps/project.ts'

/** Milliseconds between two looks at the numbers. */
const REFRESH = 500

/** `stats`: what containers use of the machine. */
export const stats = command({
  name: 'stats',
  usage: '[SERVICE]',
  summary: 'Show what containers use of CPU, memory, network and disk',
  arity: { min: 0, max: 1 },
  flags: {
    all: bool('-a, --all', 'Stopped ones too'),
    format: textOr('--format', '', 'table, json, or a Go template', {
      value: 'FORMAT',
      choices: LIST_FORMATS,
    }),
    noStream: bool('--no-stream', 'Once, and end'),
    noTrunc: bool('--no-trunc', 'Nothing is cut off'),
  },
  examples: ['stats', 'stats --no-stream --format json api'],
  async run(context, { all, format, noStream, noTrunc }, services) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const wanted = { services, oneOffs: true, stopped: all }
    const options = { format, truncate: !noTrunc }
    if (noStream) {
      const containers = await listContainers(engine, project, wanted)
      const measured = await Promise.all(containers.map((container) => measureOnce(engine, container)))
      context.stdout.write(describeStatistics(measured, { ...options, ...fitOf(context.stdout) }))
      return 0
    }
    await watch(context, engine, project, wanted, options)
    return 0
  },
})

async function measureOnce(engine: Engine, container: ObservedContainer): Promise<Measured> {
  const { id, name } = container
  for await (const statistics of measurements(engine, container)) return { id, name, statistics }
  return { id, name, statistics: {} }
}

async function* measurements(
  engine: Engine,
  { id, state }: Pick<ObservedContainer, 'id' | 'state'>,
  signal?: AbortSignal,
): AsyncGenerator<Statistics> {
  if (state !== 'running' && state !== 'paused') return
  try {
    const options = { stream: signal !== undefined, ...(signal && { signal }) }
    for await (const one of engine.stats(id, options)) yield one as Statistics
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** Draws the latest numbers again and again, of new containers too, until it is interrupted. */
async function watch(
  { interrupts: { signal }, stdout }: Context,
  engine: Engine,
  project: string,
  wanted: Wanted,
  options: { readonly format: string; readonly truncate: boolean },
): Promise<void> {
  const latest = new Map<string, Measured>()
  const follow = async (container: Pick<ObservedContainer, 'id' | 'name' | 'state'>) => {
    const { id, name } = container
    latest.set(id, { id, name, statistics: {} })
    for await (const statistics of measurements(engine, container, signal)) {
      latest.set(id, { id, name, statistics })
    }
    if (wanted.stopped) latest.set(id, { id, name, statistics: {} })
    else latest.delete(id)
  }
  const { services } = wanted
  const monitor = await openMonitor(engine, { project, services, stopped: true, signal })
  const failing = new Failing()
  for (const container of await listContainers(engine, project, wanted)) failing.add(follow(container))
  const draw = () => {
    const clear = stdout.isTTY ? '\u001b[2J\u001b[H' : ''
    stdout.write(clear + describeStatistics([...latest.values()], { ...options, ...fitOf(stdout) }))
  }
  const timer = setInterval(draw, REFRESH)
  try {
    const watching = monitor.run(({ kind, id, containerName: name }) => {
      if (kind === 'started') failing.add(follow({ id, name, state: 'running' }))
    })
    await Promise.race([watching, failing.first])
  } finally {
    clearInterval(timer)
  }
}

/** Work that goes on beside other work until the first of it fails. */
class Failing {
  #fail: (error: unknown) => void = () => {}
  /** Rejects with the first failure; never resolves. */
  readonly first = new Promise<never>((_, reject) => {
    this.#fail = reject
  })

  add(work: Promise<void>): void {
    work.catch(this.#fail)
  }
}

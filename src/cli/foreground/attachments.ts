import type { Engine, LogChunk } from '../../engine/engine.ts'
import { logName } from '../../show/logs/log-name.ts'
import type { LogPrinter } from '../../show/logs/log-printer.ts'
import { LogFollower } from '../follow/follow-logs.ts'
import type { ContainerEvent } from '../follow/monitor.ts'
import { listContainers } from '../steps/containers.ts'

/** The output of a project's containers: attached before they start, and followed when they start again. */
export class Attachments {
  readonly #engine: Engine
  readonly #printer: LogPrinter
  readonly #follower: LogFollower
  /** Output of containers attached to, until it ends. */
  readonly #streams = new Map<string, { readonly ended: Promise<void>; close(): void }>()
  readonly #died = new Set<string>()

  constructor(engine: Engine, printer: LogPrinter, signal: AbortSignal) {
    this.#engine = engine
    this.#printer = printer
    this.#follower = new LogFollower(engine, printer, signal)
  }

  /** Attaches to all containers of some services; gives their names. */
  async attach(project: string, services: readonly string[]): Promise<string[]> {
    if (services.length === 0) return []
    const containers = await listContainers(this.#engine, project, {
      services,
      oneOffs: false,
      stopped: true,
    })
    const sorted = containers.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const container of sorted) this.#printer.register(logName(container))
    await Promise.all(sorted.map((container) => this.#attach(container.id, logName(container))))
    return [...new Set(sorted.map(logName))]
  }

  /** Follows what starts and was not attached to, or runs again. */
  started({ id, name }: ContainerEvent): void {
    if (this.#streams.has(id) && !this.#died.has(id)) return
    this.#follower.followRun({ id, name }, { timestamps: false })
  }

  /** Resolves once what a container that has died printed is out. */
  async exited(id: string): Promise<void> {
    this.#died.add(id)
    await this.#streams.get(id)?.ended
  }

  /** Resolves once the output of all that ran is written. */
  async done(): Promise<void> {
    for (const [id, stream] of this.#streams) if (!this.#died.has(id)) stream.close()
    await Promise.all([...this.#streams.values()].map(({ ended }) => ended))
    await this.#follower.done()
  }

  async #attach(id: string, name: string): Promise<void> {
    const { tty } = await this.#engine.inspectContainer(id)
    const stream = await this.#engine.attach(id, { stdin: false, stdout: true, stderr: true, tty })
    const ended = this.#print(name, stream.output)
    // Thrown where it is waited for.
    ended.catch(() => {})
    this.#streams.set(id, { ended, close: () => stream.close() })
  }

  async #print(name: string, output: AsyncIterable<LogChunk>): Promise<void> {
    for await (const chunk of output) await this.#printer.write(name, chunk)
    await this.#printer.end(name)
  }
}

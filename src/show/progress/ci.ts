import type { BuildEvent } from '../../model/build-event.ts'
import type { Event } from '../../model/event.ts'
import { describeFailure } from '../diagnostics.ts'
import { type BuildLines, createBuildLines } from './build-lines.ts'
import { type GroupMarkers, GroupWriter } from './ci-groups.ts'
import { plainLine } from './plain.ts'
import { flushed, type Progress, type ProgressOptions } from './progress.ts'

/**
 * The lines of plain progress for a CI system: the output of each build, pull and push in a group of its own, what
 * it came to and everything else outside.
 */
export function createCiProgress(options: ProgressOptions, markers: GroupMarkers): Progress {
  const { stream, now } = options
  const groups = new GroupWriter({ markers, now, write: (line) => stream.write(`${line}\n`) })
  const ci = new CiLines(options, groups)
  return {
    sink: (event) => ci.take(event),
    end() {
      ci.end()
      return flushed(stream)
    },
  }
}

class CiLines {
  readonly #options: ProgressOptions
  readonly #groups: GroupWriter
  readonly #builds = new Map<string, BuildLines>()
  /** What is going on with an image: `pull` or `push`. */
  readonly #transfers = new Map<string, string>()
  /** The last word on each layer: how far it is, is not told. */
  readonly #layers = new Map<string, string>()

  constructor(options: ProgressOptions, groups: GroupWriter) {
    this.#options = options
    this.#groups = groups
  }

  take(event: Event): void {
    if (event.kind === 'warning') this.#groups.outside(describeFailure(event.failure, this.#options))
    if (event.kind === 'build') this.#build(event.event)
    if (event.kind === 'transfer' && !this.#isNews(event)) return
    if (event.kind === 'done' || event.kind === 'failed' || event.kind === 'cancelled') this.#endGroups(event)
    const line = plainLine(event, this.#options.dryRun)
    if (line === undefined) return
    const transferred = this.#transferred(event)
    if (transferred) this.#groups.inside(...transferred, line)
    else this.#groups.outside(line)
  }

  end(): void {
    for (const service of [...this.#builds.keys()]) this.#endBuild(service)
    this.#groups.endAll()
  }

  #build(event: BuildEvent): void {
    const { service } = event
    const lines = this.#builds.get(service) ?? createBuildLines(this.#options.now)
    this.#builds.set(service, lines)
    for (const line of lines.take(event)) this.#groups.inside(...buildGroup(service), line)
    if (event.kind === 'built') this.#endBuild(service)
  }

  #endBuild(service: string): void {
    const [key, title] = buildGroup(service)
    for (const line of this.#builds.get(service)?.rest() ?? []) this.#groups.inside(key, title, line)
    this.#builds.delete(service)
    this.#groups.end(key)
  }

  #endGroups({ verb, subject }: Event & { kind: 'done' | 'failed' | 'cancelled' }): void {
    // Services that are built together fail together.
    if (verb === 'build') for (const service of [...this.#builds.keys()]) this.#endBuild(service)
    else this.#groups.end(transferGroup(verb, subject.name)[0])
  }

  /** The group of what is said of a pull or push while it goes on. */
  #transferred(event: Event): GroupOf | undefined {
    if (event.kind === 'started' && (event.verb === 'pull' || event.verb === 'push')) {
      this.#transfers.set(event.subject.name, event.verb)
    } else if (event.kind !== 'transfer') return undefined
    const { name } = event.subject
    return transferGroup(this.#transfers.get(name) ?? 'pull', name)
  }

  #isNews({ subject, layer, status }: Event & { kind: 'transfer' }): boolean {
    const key = `${subject.name} ${layer}`
    if (this.#layers.get(key) === status) return false
    this.#layers.set(key, status)
    return true
  }
}

type GroupOf = readonly [key: string, title: string]

function buildGroup(service: string): GroupOf {
  return [`build ${service}`, `Build ${service}`]
}

function transferGroup(verb: string, image: string): GroupOf {
  return [`${verb} ${image}`, `${verb === 'push' ? 'Push' : 'Pull'} ${image}`]
}

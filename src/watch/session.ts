import { Failed } from '../model/failure.ts'
import type { Hook } from '../model/service.ts'
import type { WatchEventSink } from '../model/watch-event.ts'
import { Inbox } from './batch/inbox.ts'
import { planBatch } from './batch/plan-batch.ts'
import { DueActions } from './due-actions.ts'
import type { ChangeKind } from './files/file-watcher.ts'
import type { Rule } from './rules/rule.ts'
import { isSync } from './rules/rule.ts'
import type { SyncDoor, WatchedContainer } from './sync/door.ts'
import type { Mapping } from './sync/entries.ts'
import { Mirror } from './sync/mirror.ts'
import { wholeTree } from './sync/whole-tree.ts'

/** What a session has done for it; each rejects with `Failed`. */
export interface SessionDoor extends SyncDoor {
  /** The containers of the project's services, those of `run` left out. */
  list(): Promise<readonly WatchedContainer[]>
  /** Builds services and makes their containers anew. */
  rebuild(services: readonly string[]): Promise<void>
  restart(services: readonly string[]): Promise<void>
  /** Runs a command in every container of a service that runs; gives how many do. */
  exec(service: string, hook: Hook): Promise<number>
  /** Whether an error says that the engine is not there: it is told once, by whoever follows its events. */
  isAway(error: unknown): boolean
}

export interface SessionOptions {
  readonly rules: readonly Rule[]
  readonly door: SessionDoor
  readonly emit: WatchEventSink
  /** Milliseconds since the epoch. */
  now(): number
}

/**
 * The loop of `watch`: one thing at a time, in the order in which it came. Files are copied as soon as there is
 * a moment's quiet; what interrupts a service waits until the files have settled.
 *
 *     changes -> batch -> sync ----------> settled -> rebuild -> restart -> exec
 *                  \--(a rebuild is due)--> held back until it is through --/
 */
export class WatchSession {
  readonly #door: SessionDoor
  readonly #emit: WatchEventSink
  readonly #now: () => number
  readonly #inbox: Inbox
  readonly #mirrors = new Map<string, Mirror>()
  /** Containers that could not be delivered to, with what was told of it. */
  readonly #undelivered = new Map<string, string>()
  #rules: readonly Rule[]
  #due = new DueActions()

  constructor({ rules, door, emit, now }: SessionOptions) {
    this.#door = door
    this.#emit = emit
    this.#now = now
    this.#inbox = new Inbox(now)
    this.#rules = rules
  }

  /** Takes note of a change; from a file watcher. */
  change(path: string, kind: ChangeKind): void {
    this.#inbox.add(path, kind)
  }

  /** Has something done between two batches; of several under one name that have not begun, only the last. */
  post(name: string, run: () => Promise<void>): void {
    this.#inbox.post(name, run)
  }

  /** Looks at the containers again and brings them what they lack. */
  refresh(): void {
    this.post('refresh', async () => {
      await this.catchUp('new-container')
      // What could not be done while the engine was away.
      if (!this.#due.isEmpty) this.#inbox.awaitQuiet()
    })
  }

  /** The same, for a job of `post`. */
  async catchUp(cause: 'initial' | 'new-container'): Promise<void> {
    const since = this.#now()
    const all = await this.#door.list()
    for (const service of this.#syncedServices())
      this.#mirrorOf(service).update(all.filter((container) => container.service === service))
    const ready = [...this.#mirrors.keys()].filter((service) => !this.#due.rebuild.has(service))
    await Promise.all(ready.map((service) => this.#deliver(service, cause, since)))
  }

  /** Rebuilds or restarts services although nothing has changed. */
  request(action: 'rebuild' | 'restart', services: readonly string[]): void {
    this.post(action, async () => {
      const wanted = new Map(services.map((service) => [service, []]))
      if (action === 'rebuild') await this.#rebuild(wanted, this.#now())
      else await this.#restart(wanted, this.#now())
    })
  }

  /** Puts other rules in force; what was copied by rules that are gone is not copied again. */
  setRules(rules: readonly Rule[]): void {
    this.#rules = rules
    const synced = this.#syncedServices()
    for (const [service, mirror] of this.#mirrors) {
      if (!synced.has(service)) this.#mirrors.delete(service)
      mirror.prune()
    }
  }

  get rules(): readonly Rule[] {
    return this.#rules
  }

  get paused(): boolean {
    return this.#inbox.paused
  }

  /** Keeps changes back, or lets them go. */
  setPaused(on: boolean): void {
    this.#inbox.paused = on
    this.#emit({ kind: on ? 'paused' : 'resumed' })
  }

  /** Works until aborted. What fails is told and the work goes on; a bug is thrown. */
  async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const task = await this.#inbox.next(signal)
      if (!task) return
      await this.#told(async () => {
        if (task.kind === 'job') await task.run()
        else if (task.kind === 'settled') await this.#actOnSettled()
        else await this.#takeBatch(task)
      })
    }
  }

  async #takeBatch({ changes, since }: { changes: ReadonlyMap<string, ChangeKind>; since: number }) {
    const actions = planBatch(changes, this.#rules)
    this.#due.add(actions, since)
    for (const [service, mapping] of actions.sync) this.#mirrorOf(service).add(mapping)
    if (!this.#due.isEmpty) this.#inbox.awaitQuiet()
    const ready = [...actions.sync].filter(([service]) => !this.#due.rebuild.has(service))
    await Promise.all(ready.map(([service, mapping]) => this.#deliver(service, 'change', since, mapping)))
  }

  async #actOnSettled(): Promise<void> {
    const due = this.#due
    this.#due = new DueActions()
    const since = due.since ?? this.#now()
    try {
      if (due.rebuild.size > 0) await this.#told(() => this.#rebuild(due.rebuild, since), true)
      if (due.restart.size > 0) await this.#told(() => this.#restart(due.restart, since), true)
      for (const [service, hooks] of due.exec)
        for (const hook of hooks) await this.#told(() => this.#exec(service, hook, since), true)
    } catch (error) {
      // The engine is away: all of it is done when it is back.
      this.#due.add({ ...due, sync: new Map() }, since)
      throw error
    }
  }

  async #rebuild(wanted: ReadonlyMap<string, readonly string[]>, since: number): Promise<void> {
    const services = [...wanted.keys()]
    this.#emit({ kind: 'rebuilding', services, paths: [...new Set([...wanted.values()].flat())] })
    try {
      await this.#door.rebuild(services)
      this.#emit({ kind: 'rebuilt', services, ms: this.#now() - since })
    } finally {
      await this.catchUp('new-container')
    }
  }

  async #restart(wanted: ReadonlyMap<string, readonly string[]>, since: number): Promise<void> {
    const services = [...wanted.keys()]
    await this.#door.restart(services)
    const paths = [...new Set([...wanted.values()].flat())]
    this.#emit({ kind: 'restarted', services, ms: this.#now() - since, paths })
  }

  async #exec(service: string, hook: Hook, since: number): Promise<void> {
    const containers = await this.#door.exec(service, hook)
    if (containers > 0)
      this.#emit({ kind: 'executed', service, command: hook.command ?? [], ms: this.#now() - since })
  }

  async #deliver(
    service: string,
    cause: 'change' | 'initial' | 'new-container',
    since: number,
    mapping?: Mapping,
  ): Promise<void> {
    for (const one of await this.#mirrorOf(service).deliver(this.#door)) {
      const { ids, containers, files, removed, bytes, warnings, failed, unremoved } = one
      if (warnings.length > 0) this.#emit({ kind: 'failed', failures: warnings })
      if (containers > 0 && (files > 0 || removed > 0)) {
        const paths = mapping ? [...new Set(mapping.values())] : []
        const ms = this.#now() - since
        this.#emit({ kind: 'synced', service, cause, containers, files, removed, bytes, ms, paths })
      }
      for (const id of ids) this.#tellUndelivered(id, failed.get(id) ?? unremoved.get(id))
    }
  }

  /** Says why a container could not be delivered to: once as long as the reason stays the same. */
  #tellUndelivered(id: string, error: unknown): void {
    if (error === undefined || this.#door.isGone(error)) this.#undelivered.delete(id)
    else if (this.#door.isAway(error)) return
    else if (!(error instanceof Failed)) throw error
    else {
      const reason = JSON.stringify(error.failures)
      if (this.#undelivered.get(id) !== reason) this.#emit({ kind: 'failed', failures: error.failures })
      this.#undelivered.set(id, reason)
    }
  }

  /** Does something; a failure is told. That the engine is away is not, and thrown on if `needed`. */
  async #told(work: () => Promise<void>, needed = false): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (this.#door.isAway(error)) {
        if (needed) throw error
      } else if (error instanceof Failed) this.#emit({ kind: 'failed', failures: error.failures })
      else throw error
    }
  }

  #mirrorOf(service: string): Mirror {
    const there = this.#mirrors.get(service)
    if (there) return there
    const rules = () => this.#rules.filter((rule) => rule.service === service)
    const mirror = new Mirror(
      () => wholeTree(rules().filter(({ initialSync }) => initialSync)),
      (target, path) => rules().some((rule) => rule.matches(path) && rule.targetOf(path) === target),
    )
    this.#mirrors.set(service, mirror)
    return mirror
  }

  #syncedServices(): Set<string> {
    return new Set(this.#rules.filter(isSync).map(({ service }) => service))
  }
}

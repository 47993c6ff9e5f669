import type { Engine } from '../../engine/engine.ts'
import { Failed, warning } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import type { WatchEventSink } from '../../model/watch-event.ts'
import type { UpIntent } from '../../plan/desired.ts'
import type { FileWatcher, WatchRequest } from '../../watch/files/file-watcher.ts'
import { openWatcher } from '../../watch/files/open-watcher.ts'
import { WatchSession } from '../../watch/session.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { isTrue } from '../steps/environment-switch.ts'
import type { Selection } from '../steps/project.ts'
import { followEngine } from './follow-engine.ts'
import type { Healer, HealMode } from './healer.ts'
import { engineDoor } from './session-door.ts'
import { readWatched, type WatchedProject } from './watched-project.ts'

export interface ProjectWatchOptions {
  readonly context: Context
  readonly engine: Engine
  readonly selection: Selection
  readonly emit: WatchEventSink
  /** What is intended when files of the project change, or containers are put back. */
  readonly intent: UpIntent
  readonly prune: boolean
  readonly quiet: boolean
  /** Containers are put back when they are not as they should be. */
  readonly heal: HealMode | undefined
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch: when the user asked for it. */
  readonly begun: number
  /** False where only containers are looked after. */
  readonly rules?: boolean
}

/** Milliseconds of quiet before files of the project are read again: editors write in several steps. */
const RELOAD_AFTER = 100

/** Milliseconds after which the engine's list has what an event has told. */
const LISTED_AFTER = 200

/** Everything that goes on while a project is watched: files, its own files, the engine's events, healing. */
export class ProjectWatch {
  readonly session: WatchSession
  readonly #options: ProjectWatchOptions
  /** The last one that could be read. */
  #current: WatchedProject
  #sources: FileWatcher | undefined
  #projectFiles: FileWatcher | undefined
  readonly #changedFiles = new Set<string>()
  #reloading: NodeJS.Timeout | undefined
  #healer: Healer | undefined
  #isPolling = false
  #isReady = false
  #toldFailures = ''

  constructor(watched: WatchedProject, options: ProjectWatchOptions) {
    const { context, engine, emit, prune, quiet } = options
    this.#current = watched
    this.#options = options
    this.session = new WatchSession({
      rules: watched.rules,
      door: {
        ...engineDoor(engine, watched.project.name),
        // Planning and applying are loaded when they are needed: what only copies files is there sooner.
        rebuild: async (services) => {
          const { rebuildServices } = await import('./rebuild.ts')
          await rebuildServices(context, engine, this.#current.project, services, { prune, quiet })
        },
        restart: async (services) => {
          const { restartServices } = await import('./rebuild.ts')
          await restartServices(context, engine, this.#current.project, services)
        },
      },
      emit,
      now: context.now,
    })
  }

  /** Services with rules. */
  get services(): string[] {
    return [...new Set(this.#current.rules.map(({ service }) => service))]
  }

  /** From when this resolves no change is missed. */
  async open(): Promise<void> {
    const { rules, files } = this.#current
    const { session } = this
    const before = [this.#sources, this.#projectFiles]
    this.#sources = await this.#watch({
      roots: [...new Set(rules.map(({ path }) => path))],
      reaches: (directory) => rules.some((rule) => rule.reaches(directory)),
      onChange: (path, kind) => session.change(path, kind),
    })
    this.#projectFiles = await this.#watch({
      roots: files,
      reaches: () => false,
      onChange: (path) => this.#projectFileChanged(path),
    })
    for (const watcher of before) watcher?.close()
  }

  /** Goes on until aborted. */
  async run(): Promise<void> {
    const { context, engine, signal, heal } = this.#options
    const { project } = this.#current
    if (heal) this.#healer = await this.#createHealer(heal)
    const stop = new AbortController()
    const either = AbortSignal.any([signal, stop.signal])
    const ofProject = `${labels.project}=${project.name}`
    const follow = { engine, labels: heal ? [] : [ofProject], signal: either, now: context.now }
    try {
      await Promise.race([this.session.run(either), this.#follow(follow)])
    } finally {
      stop.abort()
      this.close()
    }
  }

  /** Rebuilds every watched service that has a build section. */
  rebuildAll(): void {
    const { services } = this.#current.project
    const built = this.services.filter((name) => services[name]?.build)
    if (built.length > 0) this.session.request('rebuild', built)
  }

  restartAll(): void {
    this.session.request('restart', this.services)
  }

  close(): void {
    clearTimeout(this.#reloading)
    this.#healer?.close()
    this.#sources?.close()
    this.#projectFiles?.close()
  }

  async #begin(): Promise<void> {
    const { context, emit, begun } = this.#options
    await this.session.catchUp('initial')
    await this.#look('at-first')
    const directories = this.#sources?.directories
    const counted = directories === undefined ? {} : { directories }
    this.#isReady = true
    emit({ kind: 'ready', services: this.services, ...counted, ms: context.now() - begun })
  }

  #follow(options: Parameters<typeof followEngine>[0]): Promise<void> {
    const { emit } = this.#options
    return followEngine(options, {
      event: (event) => {
        const isOurs = event.attributes[labels.project] === this.#current.project.name
        if (isOurs || event.type === 'network') this.#healer?.take(event)
        if (isOurs && event.type === 'container' && CONCERNING.has(event.action)) this.session.refresh()
        // The engine tells of it before its list does.
        if (isOurs && event.action === 'unpause')
          setTimeout(() => this.session.refresh(), LISTED_AFTER).unref()
      },
      lost: () => emit({ kind: 'engine-lost' }),
      listening: (awayMs) => {
        if (awayMs === undefined || !this.#isReady) return this.session.post('begin', () => this.#begin())
        emit({ kind: 'engine-back', ms: awayMs })
        this.session.refresh()
        this.session.post('look', () => this.#look('again'))
      },
    })
  }

  async #look(when: 'at-first' | 'again'): Promise<void> {
    if (!this.#healer) return
    const ofProject = `${labels.project}=${this.#current.project.name}`
    this.#healer.look(await this.#options.engine.listContainers([ofProject]), when)
  }

  async #createHealer(mode: HealMode): Promise<Healer> {
    const { Healer } = await import('./healer.ts')
    const { context, engine, emit, intent } = this.#options
    return new Healer({
      engine,
      mode,
      emit,
      now: context.now,
      post: (run) => this.session.post('heal', run),
      repair: async (choose) => {
        const { repairProject } = await import('./repair.ts')
        return repairProject(context, engine, this.#current.project, intent, choose)
      },
      restart: async (id) => {
        const { restartContainer } = await import('./repair.ts')
        await restartContainer(context, engine, this.#current.project, id)
      },
    })
  }

  async #watch(request: WatchRequest): Promise<FileWatcher> {
    const { context } = this.#options
    const asked = isTrue(context.environment.TSCOMPOSE_WATCH_POLL)
    return openWatcher(request, {
      platform: context.platform,
      poll: this.#isPolling || asked,
      onLimit: (setting) => {
        if (this.#isPolling) return
        this.#isPolling = true
        void report([warning('watch-limit-reached', { setting })], context)
      },
    })
  }

  #projectFileChanged(path: string): void {
    this.#changedFiles.add(path)
    clearTimeout(this.#reloading)
    this.#reloading = setTimeout(() => this.session.post('reload', () => this.#reload()), RELOAD_AFTER)
  }

  async #reload(): Promise<void> {
    const { context, engine, selection, emit, intent } = this.#options
    const paths = [...this.#changedFiles]
    this.#changedFiles.clear()
    let next: WatchedProject
    try {
      next = await readWatched(context, selection)
      if (this.#options.rules === false) next = { ...next, rules: [] }
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      // Editors write several times; what is wrong is told once.
      const told = JSON.stringify(error.failures.map(({ code, data }) => [code, data]))
      if (told !== this.#toldFailures) emit({ kind: 'reload-failed', paths, failures: error.failures })
      this.#toldFailures = told
      return
    }
    this.#toldFailures = ''
    this.#current = next
    this.session.setRules(next.rules)
    await this.open()
    const { applyReloaded } = await import('./repair.ts')
    await applyReloaded(context, engine, next.project, intent, (changes) =>
      emit({ kind: 'reloaded', paths, changes }),
    )
    await this.session.catchUp('new-container')
  }
}

/** Events after which containers may lack something. */
const CONCERNING: ReadonlySet<string> = new Set(['create', 'start', 'die', 'destroy', 'pause', 'unpause'])

import type { BuildEvent } from '../../model/build-event.ts'
import type { Event, EventSink, Subject } from '../../model/event.ts'
import type { Failure } from '../../model/failure.ts'
import { textOf } from '../failures/all.ts'
import { describeWhy } from '../progress/describe-why.ts'
import { isRunning, outcomeWord, wordsOf } from '../progress/progress-line.ts'
import { BuildView } from './build-view.ts'
import { Phases } from './phases.ts'

export type ItemState = 'waiting' | 'working' | 'done' | 'failed' | 'skipped'

/** What one line of the board is about, and how it stands. */
export interface Item {
  readonly label: string
  state: ItemState
  /** `Creating`, `Healthy`; empty while it waits. */
  word: string
  /** What it is busy with in particular, a build step; or why it failed. */
  detail: string
  /** Why it is made anew or removed, where that is worth saying. */
  why: string
  /** Milliseconds since the epoch. */
  startedAt?: number
  endedAt?: number
  /** Steps that the plan still has for it. */
  left: number
  readonly service?: string
  readonly layers: Map<string, { current: number; total: number }>
  /** What it is at, if it is a build. */
  build?: BuildView
}

/** Everything that happened so far, by what it happened to, in the order of the plan. */
export class Board {
  readonly items = new Map<string, Item>()
  readonly warnings: Failure[] = []
  readonly phases: Phases
  readonly #now: () => number
  readonly #services: readonly string[]
  readonly startedAt: number

  /** `services` are in the order in which their containers are listed. */
  constructor(now: () => number, services: readonly string[] = []) {
    this.#now = now
    this.#services = services
    this.startedAt = now()
    this.phases = new Phases(now)
  }

  readonly sink: EventSink = (event) => this.#take(event)

  /** Everything in the order in which it is read: images, what is made of them, by service. */
  get list(): Item[] {
    const rank = ({ label, service }: Item) => {
      if (/^(?:Image|Build) /.test(label)) return -2
      return service === undefined ? -1 : this.#services.indexOf(service)
    }
    return [...this.items.values()].sort((a, b) => rank(a) - rank(b))
  }

  /** The end: what has been begun and was to go on has come as far as it will. */
  settle(): void {
    for (const item of this.items.values()) {
      if (item.state === 'waiting' && item.startedAt !== undefined) item.state = 'done'
    }
  }

  #take(event: Event): void {
    switch (event.kind) {
      case 'planned':
        for (const subject of event.subjects) this.#item(subject).left++
        break
      case 'started':
        this.phases.begin(event.verb, event.subject.name)
        this.#start(event)
        break
      case 'done':
        this.phases.end(event.verb, event.subject.name)
        this.#end(event.subject, wordsOf(event.verb) && outcomeWord(event))
        break
      case 'failed':
        this.phases.end(event.verb, event.subject.name)
        this.#fail(event)
        break
      case 'cancelled':
        this.phases.end(event.verb, event.subject.name)
        break
      case 'said':
        this.#item(event.subject).detail = event.text
        break
      case 'skipped':
        this.#skip(this.#item(event.subject))
        break
      case 'unchanged':
        if (isRunning(event)) this.#end(event.subject, 'Running')
        break
      case 'transfer':
        this.#transfer(event)
        break
      case 'build':
        this.#build(event.event)
        break
      case 'warning':
        this.warnings.push(event.failure)
    }
  }

  #item(subject: Subject): Item {
    return this.#named(`${capital(subject.kind)} ${subject.name}`, subject.service)
  }

  #named(label: string, service?: string): Item {
    const known = this.items.get(label)
    if (known) return known
    const item: Item = {
      label,
      state: 'waiting',
      word: '',
      detail: '',
      why: '',
      left: 0,
      ...(service !== undefined && { service }),
      layers: new Map(),
    }
    this.items.set(label, item)
    return item
  }

  #start(event: Event & { kind: 'started' }): void {
    const word = wordsOf(event.verb)?.doing
    if (word === undefined) return
    const item = this.#item(event.subject)
    item.why ||= describeWhy(event)
    this.#begin(item, word)
  }

  #begin(item: Item, word: string): void {
    if (item.state === 'failed') return
    item.state = 'working'
    item.word = word
    item.startedAt ??= this.#now()
  }

  #end(subject: Subject, word: string | undefined): void {
    if (word !== undefined) this.#finish(this.#item(subject), 'done', word)
  }

  #fail({ subject, verb, failure }: Event & { kind: 'failed' }): void {
    // Of services that are built together the failure knows which one it is about.
    const service = failure.code === 'build-failed' ? failure.data.service : subject.service
    const item =
      verb === 'build' && service !== undefined ? this.#named(`Build ${service}`) : this.#item(subject)
    this.#finish(item, 'failed', wordsOf(verb)?.failed ?? 'Error')
    item.detail = textOf(failure).message.split('\n', 1)[0] ?? ''
  }

  /** A failure stays to be seen; what follows on the same thing does not hide it. */
  #finish(item: Item, state: 'done' | 'failed', word: string): void {
    if (item.state === 'failed') return
    item.left = Math.max(0, item.left - 1)
    item.state = state === 'done' && item.left > 0 ? 'waiting' : state
    item.word = word
    item.detail = ''
    item.layers.clear()
    if (item.startedAt !== undefined) item.endedAt = this.#now()
  }

  #skip(item: Item): void {
    item.left = Math.max(0, item.left - 1)
    if (item.state === 'waiting') item.state = item.startedAt === undefined ? 'skipped' : 'done'
  }

  #transfer({ subject, layer, current, total, status }: Event & { kind: 'transfer' }): void {
    const { layers } = this.#item(subject)
    const known = layers.get(layer)
    if (/complete$|^Already exists$|^Pushed$/.test(status)) {
      if (known) known.current = known.total
    } else if (total && /^(?:Downloading|Pushing)$/.test(status)) {
      layers.set(layer, { current: current ?? 0, total: Math.max(total, known?.total ?? 0) })
    }
  }

  #build(event: BuildEvent): void {
    const item = this.#named(`Build ${event.service}`)
    item.build ??= new BuildView()
    item.build.take(event, this.#now())
    switch (event.kind) {
      case 'step':
        if (event.state === 'error') {
          this.#finish(item, 'failed', 'Error')
          break
        }
        if (event.state === 'started') {
          this.phases.begin('build', event.service)
          this.#begin(item, 'Building')
        }
        item.detail = event.name
        break
      case 'built':
        this.phases.end('build', event.service)
        this.#finish(item, 'done', 'Built')
        item.detail = item.build.summary
        break
    }
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

import { type Delivered, deliver } from './deliver.ts'
import type { SyncDoor, WatchedContainer } from './door.ts'
import { findDifference, type IsCopied, type Mapping } from './entries.ts'

/** What one container has still to get. */
interface Replica {
  running: boolean
  backlog: Mapping[]
}

/** What was delivered, and to whom; `containers` counts those where that worked. */
export type DeliveredTo = Delivered & { readonly ids: readonly string[]; readonly containers: number }

/**
 * The containers of one service, and what each of them lacks. Nothing is lost when a container cannot be reached:
 * it stays in its backlog. One that is made anew lacks everything that was ever copied. What is delivered is the
 * state of the host at that moment, so that order and repetition do no harm.
 */
export class Mirror {
  /** Everything that was ever copied, for containers to come. */
  #journal = new Map<string, string>()
  readonly #replicas = new Map<string, Replica>()
  readonly #whole: () => Mapping
  readonly #isCopied: IsCopied

  /** `whole` gives what a new container gets besides: everything, where the rules ask for that. */
  constructor(whole: () => Mapping, isCopied: IsCopied) {
    this.#whole = whole
    this.#isCopied = isCopied
  }

  /** Takes note of the containers there are; gives whether one of them is new. */
  update(containers: readonly WatchedContainer[]): boolean {
    const there = new Set(containers.map(({ id }) => id))
    for (const id of this.#replicas.keys()) if (!there.has(id)) this.#replicas.delete(id)
    // The same for all that are new, so that they are delivered to at once.
    let lacking: readonly Mapping[] | undefined
    for (const { id, running } of containers) {
      const known = this.#replicas.get(id)
      if (known) known.running = running
      else {
        lacking ??= [this.#whole(), new Map(this.#journal)].filter((mapping) => mapping.size > 0)
        this.#replicas.set(id, { running, backlog: [...lacking] })
      }
    }
    return lacking !== undefined
  }

  /** Adds what has changed to what every container lacks. */
  add(mapping: Mapping): void {
    for (const [target, path] of mapping) this.#journal.set(target, path)
    for (const replica of this.#replicas.values()) replica.backlog.push(mapping)
  }

  /** Forgets what is not copied any more: the rules are others now. */
  prune(): void {
    const kept = (mapping: Mapping) =>
      new Map([...mapping].filter(([target, path]) => this.#isCopied(target, path)))
    this.#journal = kept(this.#journal)
    for (const replica of this.#replicas.values()) replica.backlog = replica.backlog.map(kept)
  }

  /** Delivers what is lacking, to containers that lack the same at once. */
  async deliver(door: SyncDoor): Promise<DeliveredTo[]> {
    const results: DeliveredTo[] = []
    for (const ids of this.#groups()) {
      const batches = this.#replicas.get(ids[0] ?? '')?.backlog ?? []
      const mapping = joined(batches)
      const sent = batches.length
      const { now, later } = this.#deliverable(ids, mapping)
      const delivered = await deliver(door, ids, now, this.#isCopied)
      for (const id of ids) {
        const { failed, unremoved } = delivered
        const error = failed.get(id) ?? unremoved.get(id)
        if (error !== undefined && door.isGone(error)) this.#replicas.delete(id)
        // Kept as one: what cannot be delivered for long does not grow by every change.
        else if (failed.has(id)) this.#settle(id, sent, mapping)
        else this.#settle(id, sent, unremoved.has(id) ? this.#divided(mapping).absent : later)
      }
      results.push({ ...delivered, ids, containers: ids.length - delivered.failed.size })
    }
    return results
  }

  /** The first of what a container lacks are dealt with, but for what is `left` of them. */
  #settle(id: string, sent: number, left: Mapping): void {
    const replica = this.#replicas.get(id)
    if (replica) replica.backlog = [...(left.size > 0 ? [left] : []), ...replica.backlog.slice(sent)]
  }

  /** Nothing can be removed from a container that does not run. */
  #deliverable(ids: readonly string[], mapping: Mapping): { now: Mapping; later: Mapping } {
    if (this.#replicas.get(ids[0] ?? '')?.running) return { now: mapping, later: new Map() }
    const { present, absent } = this.#divided(mapping)
    return { now: present, later: absent }
  }

  /** What is there on the host, and what is to be removed. */
  #divided(mapping: Mapping): { present: Mapping; absent: Mapping } {
    const written = new Set(findDifference(mapping, this.#isCopied).writes.map(({ target }) => target))
    const entries = [...mapping]
    return {
      present: new Map(entries.filter(([target]) => written.has(target))),
      absent: new Map(entries.filter(([target]) => !written.has(target))),
    }
  }

  /** Containers that lack something, those that lack the same together. */
  #groups(): string[][] {
    const numbers = new Map<Mapping, number>()
    const groups = new Map<string, string[]>()
    for (const [id, { running, backlog }] of this.#replicas) {
      if (backlog.length === 0) continue
      const parts = backlog.map((mapping) => {
        const number = numbers.get(mapping) ?? numbers.size
        numbers.set(mapping, number)
        return number
      })
      const key = `${running} ${parts.join(' ')}`
      const group = groups.get(key)
      if (group) group.push(id)
      else groups.set(key, [id])
    }
    return [...groups.values()]
  }
}

function joined(mappings: readonly Mapping[]): Mapping {
  const [only] = mappings
  if (mappings.length === 1 && only) return only
  return new Map(mappings.flatMap((mapping) => [...mapping]))
}

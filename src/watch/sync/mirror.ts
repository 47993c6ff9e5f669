import { type Delivered, deliver } from './deliver.ts'
import type { SyncDoor, WatchedContainer } from './door.ts'
import { findDifference, type Mapping } from './entries.ts'

/** What one container has still to get. */
interface Replica {
  running: boolean
  backlog: Mapping[]
}

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

  /** `whole` gives what a new container gets besides: everything, where the rules ask for that. */
  constructor(whole: () => Mapping) {
    this.#whole = whole
  }

  /** Takes note of the containers there are; gives whether one of them is new. */
  update(containers: readonly WatchedContainer[]): boolean {
    const there = new Set(containers.map(({ id }) => id))
    for (const id of this.#replicas.keys()) if (!there.has(id)) this.#replicas.delete(id)
    let hasNew = false
    for (const { id, running } of containers) {
      const known = this.#replicas.get(id)
      if (known) known.running = running
      else {
        const backlog = [this.#whole(), new Map(this.#journal)].filter((mapping) => mapping.size > 0)
        this.#replicas.set(id, { running, backlog })
        hasNew = true
      }
    }
    return hasNew
  }

  /** Adds what has changed to what every container lacks. */
  add(mapping: Mapping): void {
    for (const [target, path] of mapping) this.#journal.set(target, path)
    for (const replica of this.#replicas.values()) replica.backlog.push(mapping)
  }

  /** Forgets targets that rules do not lead to any more. */
  retain(isWanted: (target: string, path: string) => boolean): void {
    const kept = (mapping: Mapping) =>
      new Map([...mapping].filter(([target, path]) => isWanted(target, path)))
    this.#journal = kept(this.#journal)
    for (const replica of this.#replicas.values()) replica.backlog = replica.backlog.map(kept)
  }

  /** Delivers what is lacking, to containers that lack the same at once. */
  async deliver(door: SyncDoor): Promise<(Delivered & { readonly containers: number })[]> {
    const results: (Delivered & { readonly containers: number })[] = []
    for (const ids of this.#groups()) {
      const batches = this.#replicas.get(ids[0] ?? '')?.backlog ?? []
      const mapping = joined(batches)
      const sent = batches.length
      const { now, later } = this.#deliverable(ids, mapping)
      const delivered = await deliver(door, ids, now)
      for (const id of ids) this.#settle(id, sent, delivered.failed.get(id), later, door)
      results.push({ ...delivered, containers: ids.length - delivered.failed.size })
    }
    return results
  }

  #settle(id: string, sent: number, error: unknown, later: Mapping, door: SyncDoor): void {
    const replica = this.#replicas.get(id)
    if (!replica) return
    if (error === undefined) {
      replica.backlog = [...(later.size > 0 ? [later] : []), ...replica.backlog.slice(sent)]
    } else if (door.isGone(error)) this.#replicas.delete(id)
  }

  /** Nothing can be removed from a container that does not run. */
  #deliverable(ids: readonly string[], mapping: Mapping): { now: Mapping; later: Mapping } {
    if (this.#replicas.get(ids[0] ?? '')?.running) return { now: mapping, later: new Map() }
    const present = new Set(findDifference(mapping).writes.map(({ target }) => target))
    const entries = [...mapping]
    return {
      now: new Map(entries.filter(([target]) => present.has(target))),
      later: new Map(entries.filter(([target]) => !present.has(target))),
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

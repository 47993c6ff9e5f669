import type { Engine } from '../../engine/engine.ts'
import { byNumber, isOneOff, isUp, numberOf, serviceOf } from '../../model/container.ts'
import { Failed, failure } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import type { ObservedContainer } from '../../model/observed.ts'

/** Which of a project's containers a command is about. */
export interface Wanted {
  /** Service names; empty is all. */
  readonly services: readonly string[]
  /** Containers of `run` too. */
  readonly oneOffs: boolean
  /** Those that do not run too. */
  readonly stopped: boolean
}

/** A project's containers, newest first as the engine lists them. */
export async function listContainers(
  engine: Engine,
  project: string,
  { services, oneOffs, stopped }: Wanted,
): Promise<ObservedContainer[]> {
  // Compose takes only what carries a config-hash for a container of its own.
  const all = await engine.listContainers([`${labels.project}=${project}`, labels.configHash])
  return all.filter(
    (container) =>
      (services.length === 0 || services.includes(serviceOf(container))) &&
      (oneOffs || !isOneOff(container)) &&
      (stopped || isUp(container)),
  )
}

export interface Picked {
  readonly service: string
  /** Replica number; undefined and less than 1 is the first. */
  readonly index: number | undefined
  readonly oneOffs: boolean
  readonly stopped: boolean
}

/** One container of a service: the replica asked for, or the first; containers of `run` come last. */
export async function pickContainer(
  engine: Engine,
  project: string,
  { service, index, oneOffs, stopped }: Picked,
): Promise<ObservedContainer> {
  const found = await listContainers(engine, project, { services: [service], oneOffs, stopped })
  const isNumbered = index !== undefined && index > 0
  const candidates = isNumbered ? found.filter((container) => numberOf(container) === index) : found
  const [first] = candidates.sort((a, b) => Number(isOneOff(a)) - Number(isOneOff(b)) || byNumber(a, b))
  if (first) return first
  throw new Failed(
    failure('no-container', { service, ...(isNumbered && { index }), ...(!stopped && { state: 'running' }) }),
  )
}

/** Container name as Compose shows it beside log lines and processes: without the project's name. */
export function shortName(container: ObservedContainer): string {
  const project = container.labels[labels.project] ?? ''
  const isDefault = ['-', '_'].some(
    (separator) => container.name === [project, serviceOf(container), numberOf(container)].join(separator),
  )
  return isDefault ? container.name.slice(project.length + 1) : container.name
}

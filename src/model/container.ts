import { labels } from './labels.ts'
import type { ObservedContainer } from './observed.ts'

/** What carries labels: a container, or an event of one. */
interface Labelled {
  readonly labels: Readonly<Record<string, string>>
}

/** The service a container is of; empty where it says none. */
export function serviceOf({ labels: own }: Labelled): string {
  return own[labels.service] ?? ''
}

/** A container's number within its service; 0 for containers of `run`. */
export function numberOf({ labels: own }: Labelled): number {
  return Number(own[labels.containerNumber]) || 0
}

/** Orders containers by their number. */
export function byNumber(a: Labelled, b: Labelled): number {
  return numberOf(a) - numberOf(b)
}

/** Whether `run` made it. */
export function isOneOff({ labels: own }: Labelled): boolean {
  return own[labels.oneoff] === 'True'
}

/** Whether it is one of a service's containers, those of `run` left out. */
export function isReplicaOf(container: Labelled, service: string): boolean {
  return serviceOf(container) === service && !isOneOff(container)
}

/** A service's containers, those of `run` left out. */
export function replicasOf(containers: readonly ObservedContainer[], service: string): ObservedContainer[] {
  return containers.filter((container) => isReplicaOf(container, service))
}

/** Whether there is a process to stop: running, paused or restarting. */
export function isUp({ state }: Pick<ObservedContainer, 'state'>): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused'
}

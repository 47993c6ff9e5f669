import { networkBody } from '../elements/networks.ts'
import { volumeBody } from '../elements/volumes.ts'
import type { ElementIdentity, ElementLabels, Network, Volume } from '../model/elements.ts'
import { Failed, type Failure, failure, warning } from '../model/failure.ts'
import { labels } from '../model/labels.ts'
import type { Observed, ObservedNetwork, ObservedVolume } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { PlanBuilder } from './builder.ts'
import { answered, type Desired, type Sealing, type UpIntent } from './desired.ts'
import { diffSpecs } from './diff.ts'
import type { Question } from './graph.ts'
import type { NodeId } from './operation.ts'
import { planRemove, planStopOfAny } from './stop-and-remove.ts'

/** A network or volume the containers need. */
export interface PlannedElement {
  /** Name on the engine. */
  readonly name: string
  /** Its id while it lasts; undefined when this plan makes it. Volumes are their names. */
  readonly id?: string
  /** Nodes that must be through before a container uses it. */
  readonly ready: readonly NodeId[]
  /** Set when it is made anew: who uses it must be stopped before these nodes, and made anew after. */
  readonly replaced?: Reason
}

export type PlannedElements = ReadonlyMap<string, PlannedElement>

/** Fails with all external networks and volumes that are not there. */
export function checkExternals({ networks, volumes }: Project, observed: Observed): void {
  const missing: Failure[] = []
  for (const [key, network] of Object.entries(networks))
    if (network.external && !findExternalNetwork(observed, network))
      missing.push(failure('external-not-found', { kind: 'network', key, name: network.name }))
  for (const [key, { external, name }] of Object.entries(volumes))
    if (external && !observed.volumes.some((volume) => volume.name === name))
      missing.push(failure('external-not-found', { kind: 'volume', key, name }))
  if (missing.length) throw new Failed(missing)
}

/** Creates missing networks; makes those anew that differ from what is asked for. */
export function planNetworks(
  desired: Desired,
  observed: Observed,
  intent: UpIntent,
  plan: PlanBuilder,
): PlannedElements {
  const { project, hashing, sealing } = desired
  const planned = new Map<string, PlannedElement>()
  for (const [key, network] of Object.entries(project.networks)) {
    if (network.external) {
      const found = findExternalNetwork(observed, network)
      if (found) planned.set(key, { name: found.name, id: found.id, ready: [] })
      continue
    }
    const found = findOwn(observed.networks, network.name, project.name, labels.network, key)
    const identity = hashing.network(network)
    const body = () => networkBody(project, key, sealed(identity, sealing))
    if (!found) {
      const node = plan.add({ kind: 'create-network', key, body: body() }, network.name, [
        { code: 'missing' },
      ])
      planned.set(key, { name: network.name, ready: [node] })
      continue
    }
    warnForeign(found, 'network', project.name, plan)
    const plainly: Reason = { code: 'network-diverged', network: network.name }
    const reasons = diverged(found, identity, desired, plainly)
    if (reasons.length === 0) {
      plan.unchanged({ kind: 'network', name: network.name })
      planned.set(key, { name: network.name, id: found.id, ready: [] })
      continue
    }
    planned.set(key, replaceNetwork(key, network, body, found, reasons, observed, intent, plan))
  }
  return planned
}

function findExternalNetwork({ networks }: Observed, { name }: Network): ObservedNetwork | undefined {
  return networks.find((one) => one.name === name || one.id === name)
}

function replaceNetwork(
  key: string,
  network: Network,
  body: () => ReturnType<typeof networkBody>,
  found: ObservedNetwork,
  reasons: readonly Reason[],
  observed: Observed,
  intent: UpIntent,
  plan: PlanBuilder,
): PlannedElement {
  const reason: Reason = { code: 'network-diverged', network: network.name }
  const detached = observed.containers
    .filter((container) => Object.values(container.networks).some((e) => e.networkId === found.id))
    .map((container) =>
      plan.add(
        {
          kind: 'disconnect-network',
          network: found.id,
          networkName: network.name,
          container: { id: container.id },
          containerName: container.name,
        },
        `${network.name} ${container.name}`,
        [reason],
        [planStopOfAny(plan, container, intent, reason)],
      ),
    )
  const removed = plan.add(
    { kind: 'remove-network', id: found.id, name: network.name },
    network.name,
    reasons,
    detached,
  )
  const created = plan.add({ kind: 'create-network', key, body: body() }, network.name, reasons, [removed])
  return { name: network.name, ready: [created], replaced: reason }
}

/** Creates missing volumes; asks before it makes one anew that differs from what is asked for. */
export function planVolumes(
  desired: Desired,
  observed: Observed,
  intent: UpIntent,
  plan: PlanBuilder,
): PlannedElements {
  const { project, hashing, sealing } = desired
  const planned = new Map<string, PlannedElement>()
  for (const [key, volume] of Object.entries(project.volumes)) {
    if (volume.external) {
      planned.set(key, { name: volume.name, id: volume.name, ready: [] })
      continue
    }
    const found = observed.volumes.find((v) => v.name === volume.name)
    const identity = hashing.volume(volume)
    const body = () => volumeBody(project, key, sealed(identity, sealing))
    if (!found) {
      const node = plan.add({ kind: 'create-volume', key, body: body() }, volume.name, [{ code: 'missing' }])
      planned.set(key, { name: volume.name, ready: [node] })
      continue
    }
    warnForeign(found, 'volume', project.name, plan)
    planned.set(key, keepOrReplaceVolume(key, volume, body, found, identity, desired, observed, intent, plan))
  }
  return planned
}

function keepOrReplaceVolume(
  key: string,
  volume: Volume,
  body: () => ReturnType<typeof volumeBody>,
  found: ObservedVolume,
  identity: ElementIdentity,
  desired: Desired,
  observed: Observed,
  intent: UpIntent,
  plan: PlanBuilder,
): PlannedElement {
  const keep: PlannedElement = { name: volume.name, id: volume.name, ready: [] }
  const reason: Reason = { code: 'volume-diverged', volume: volume.name }
  const reasons = diverged(found, identity, desired, reason)
  if (reasons.length > 0) {
    const question: Question = { code: 'recreate-volume', subject: volume.name, reasons }
    const answer = answered(question, intent)
    if (answer === undefined) plan.ask(question)
    if (answer) {
      const freed = observed.containers
        .filter((container) => container.mounts.some((mount) => mount.name === volume.name))
        .map((container) => planRemove(plan, container, intent, reason, { volumes: false }))
      const removed = plan.add({ kind: 'remove-volume', name: volume.name }, volume.name, reasons, freed)
      const created = plan.add({ kind: 'create-volume', key, body: body() }, volume.name, reasons, [removed])
      return { name: volume.name, ready: [created], replaced: reason }
    }
  }
  plan.unchanged({ kind: 'volume', name: volume.name })
  return keep
}

function sealed({ hash, spec }: ElementIdentity, { close }: Sealing): ElementLabels {
  const text = close(spec)
  return { hash, ...(text && { spec: text }) }
}

/** Why what is there is not what is asked for; `plainly` where it does not tell us what it was made from. */
function diverged(
  found: { readonly labels: Readonly<Record<string, string>> },
  identity: ElementIdentity,
  { project, sealing }: Desired,
  plainly: Reason,
): Reason[] {
  const before = found.labels[labels.configHash]
  if (!before || before === identity.hash || !isOwn(found, project.name)) return []
  const madeFrom = sealing.open(found.labels[labels.spec])
  return madeFrom === undefined ? [plainly] : diffSpecs(madeFrom, identity.spec)
}

function findOwn(
  networks: readonly ObservedNetwork[],
  name: string,
  project: string,
  keyLabel: string,
  key: string,
): ObservedNetwork | undefined {
  const sameName = networks.filter((network) => network.name === name)
  return (
    sameName.find((n) => n.labels[labels.project] === project && n.labels[keyLabel] === key) ?? sameName[0]
  )
}

function isOwn(thing: { readonly labels: Readonly<Record<string, string>> }, project: string): boolean {
  return thing.labels[labels.project] === project
}

function warnForeign(
  thing: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
  kind: 'network' | 'volume',
  project: string,
  plan: PlanBuilder,
): void {
  if (isOwn(thing, project)) return
  const owner = thing.labels[labels.project]
  plan.warn(warning('not-ours', { kind, name: thing.name, project, ...(owner && { owner }) }))
}

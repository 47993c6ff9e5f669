import { createBody } from '../attributes/create-body.ts'
import { fileDigests } from '../attributes/file-digests.ts'
import { numberOf } from '../model/container.ts'
import { labels } from '../model/labels.ts'
import { containerName, imageName, isReplacementName } from '../model/names.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import { createContext } from './create-context.ts'
import type { Desired, RecreatePolicy } from './desired.ts'
import { diffSpecs } from './diff.ts'
import { diffMade } from './diff-made.ts'
import type { PlannedElements } from './elements.ts'
import type { PlannedImages } from './images.ts'
import type { ImageChange } from './operation.ts'

/** What becomes of one replica of a service. */
export interface Replica {
  readonly number: number
  readonly name: string
  /** `keep`: it is as it should be. `create`: there is none. `recreate`: it takes the place of `container`. */
  readonly fate: 'keep' | 'create' | 'recreate'
  readonly container?: ObservedContainer
  readonly reasons: readonly Reason[]
  /** A recreation that only a build or pull of the same plan may make necessary. */
  readonly guard?: readonly ImageChange[]
}

export interface Decision {
  readonly replicas: readonly Replica[]
  readonly remove: readonly { readonly container: ObservedContainer; readonly reason: Reason }[]
}

/** All that is looked at to decide about the containers of one service. */
export interface Circumstances {
  readonly desired: Desired
  /** The service with the ids of the containers whose namespaces and volumes it shares, where known. */
  readonly service: Service
  /** The same with `service:x` as it was written: what is kept to be compared with. */
  readonly asked: Service
  /** What it shares that is made anew in this plan. */
  readonly sharedRecreated: Reason | undefined
  readonly sharedMayChange: readonly ImageChange[]
  readonly policy: RecreatePolicy
  /** The flag that forces, for the reason. */
  readonly forcedBy: string
  readonly scale: number
  /** Whether other content of a secret or config counts. */
  readonly checkContents: boolean
  readonly images: PlannedImages
  readonly networks: PlannedElements
  readonly volumes: PlannedElements
  /** Names of the containers a service has by then. */
  containersOf(service: string): readonly string[]
}

/**
 * Decides what becomes of a service's containers. Up-to-date ones with low numbers are kept before others;
 * new ones get numbers above the highest; a container that a killed run left under its temporary name is
 * removed, or renamed where the one it was to replace is gone.
 */
export function decide(at: Circumstances, containers: readonly ObservedContainer[]): Decision {
  const { kept: candidates, leftovers } = withoutLeftovers(at, containers)
  const judged = candidates.map((container) => ({
    container,
    ...judge(at, container),
    number: numberOf(container),
  }))
  judged.sort((a, b) => Number(isObsolete(a)) - Number(isObsolete(b)) || a.number - b.number)
  const replicas: Replica[] = judged.slice(0, at.scale).map(({ container, reasons, mayChange, number }) => ({
    number,
    name: nameOf(at, number),
    fate: reasons.length ? 'recreate' : 'keep',
    container,
    reasons,
    ...(isOnlyMaybe(reasons) && { guard: mayChange }),
  }))
  const remove: Decision['remove'][number][] = judged.slice(at.scale).map(({ container }) => ({
    container,
    reason: { code: 'scaled-down', from: candidates.length, to: at.scale },
  }))
  const next = Math.max(0, ...judged.map(({ number }) => number)) + 1
  for (let i = 0; judged.length + i < at.scale; i++) {
    const reason: Reason =
      candidates.length === 0
        ? { code: 'missing' }
        : { code: 'scaled-up', from: candidates.length, to: at.scale }
    replicas.push({ number: next + i, name: nameOf(at, next + i), fate: 'create', reasons: [reason] })
  }
  return {
    replicas,
    remove: [
      ...remove,
      ...leftovers.map((container) => ({ container, reason: { code: 'leftover' } as const })),
    ],
  }
}

function nameOf({ desired, service }: Circumstances, number: number): string {
  return containerName(desired.project.name, service, number)
}

/** Containers under a temporary name are leftovers where the one they were to replace is still there. */
function withoutLeftovers(at: Circumstances, containers: readonly ObservedContainer[]) {
  const kept: ObservedContainer[] = []
  const leftovers: ObservedContainer[] = []
  const settled = new Set(
    containers.filter((c) => !isReplacementName(c.name, nameOf(at, numberOf(c)))).map(numberOf),
  )
  for (const container of containers) {
    const isTemporary = isReplacementName(container.name, nameOf(at, numberOf(container)))
    if (container.state === 'removing') continue
    if (isTemporary && settled.has(numberOf(container))) leftovers.push(container)
    else {
      kept.push(container)
      settled.add(numberOf(container))
    }
  }
  return { kept, leftovers }
}

function isObsolete({ reasons }: { readonly reasons: readonly Reason[] }): boolean {
  return reasons.length > 0
}

function isOnlyMaybe(reasons: readonly Reason[]): boolean {
  return (
    reasons.length > 0 &&
    reasons.every(
      (reason) => reason.code === 'image-may-change' || reason.code === 'dependency-may-be-recreated',
    )
  )
}

/** Why a container cannot stay as it is; empty when it can. */
function judge(
  at: Circumstances,
  container: ObservedContainer,
): { reasons: Reason[]; mayChange: ImageChange[] } {
  if (at.policy === 'never') return { reasons: [], mayChange: [] }
  const reasons: Reason[] = []
  if (at.policy === 'force') reasons.push({ code: 'forced', flag: at.forcedBy })
  if (at.sharedRecreated) reasons.push(at.sharedRecreated)
  else reasons.push(...diffConfig(at, container), ...diffContents(at, container))
  const image = judgeImage(at, container)
  const follows = [...image.reasons, ...diffNetworks(at, container), ...diffVolumes(at, container)]
  reasons.push(...follows.filter((reason) => !isTold(reason, reasons)))
  const mayChange = [...image.mayChange, ...at.sharedMayChange]
  if (at.sharedMayChange.length) reasons.push({ code: 'dependency-may-be-recreated' })
  if (container.state === 'dead') reasons.push({ code: 'stopped', state: 'dead' })
  return { reasons, mayChange }
}

/** Whether a change of the service says already why its image, a network or a volume is another one. */
function isTold({ code }: Reason, reasons: readonly Reason[]): boolean {
  const told = { 'image-changed': 'image', 'network-changed': 'networks.', 'volume-changed': 'volumes[' }
  const path = Object.hasOwn(told, code) ? told[code as keyof typeof told] : undefined
  return path !== undefined && reasons.some((one) => one.code === 'changed' && one.path.startsWith(path))
}

function diffConfig(at: Circumstances, container: ObservedContainer): Reason[] {
  const { desired, service, asked } = at
  const hash = container.labels[labels.configHash]
  if (hash !== undefined && desired.hashing.means(hash, service)) return []
  const spec = desired.sealing.open(container.labels[labels.spec])
  if (spec === undefined) return diffUnsaid(at, container)
  const changed = diffSpecs(spec, desired.hashing.spec(asked))
  // The same was asked for, but the ids in the hash are of containers that are no more.
  return changed.length === 0 && service !== asked ? [{ code: 'shared-replaced' }] : changed
}

/** What changed of a container that does not tell us what it was made from: Docker Compose or another user made it. */
function diffUnsaid(at: Circumstances, container: ObservedContainer): Reason[] {
  const { desired, service, containersOf } = at
  const number = numberOf(container)
  const replica = { name: nameOf(at, number), number }
  const context = createContext(desired, replica, { containersOf, inherited: {}, warn: () => {} })
  const seen = container.made ? diffMade(container.made, createBody(service, context)) : []
  return seen.length > 0 ? seen : [{ code: 'config-hash-changed' }]
}

/** A container that does not tell us what its files held, made by Docker Compose or another user, is taken as it is. */
function diffContents(
  { desired, service, checkContents }: Circumstances,
  container: ObservedContainer,
): Reason[] {
  const before = desired.sealing.open(container.labels[labels.files])
  if (!checkContents || before === undefined) return []
  const now = fileDigests(service, desired.project, desired.fileDigest)
  const was = readDigests(before)
  return Object.entries(now)
    .filter(([name, digest]) => was[name] !== undefined && was[name] !== digest)
    .map(([name]) => ({ code: 'content-changed', name }))
}

function readDigests(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function judgeImage(
  { desired, service, images }: Circumstances,
  container: ObservedContainer,
): { reasons: Reason[]; mayChange: ImageChange[] } {
  const image = imageName(desired.project.name, service)
  const wanted = images.refs.get(image)
  const from = container.labels[labels.image] ?? container.imageId
  if (!wanted) return { reasons: [], mayChange: [] }
  if ('node' in wanted)
    return { reasons: [{ code: 'image-may-change', image }], mayChange: [{ node: wanted.node, image, from }] }
  if (wanted.id === from) return { reasons: [], mayChange: [] }
  return { reasons: [{ code: 'image-changed', image, from, to: wanted.id }], mayChange: [] }
}

/**
 * A container must be attached to the networks as they are now. One that has never run knows them by name
 * alone; one that has would not start again in a network that was made anew.
 */
function diffNetworks({ service, networks }: Circumstances, container: ObservedContainer): Reason[] {
  const attached = new Set(Object.values(container.networks).map((endpoint) => endpoint.networkId))
  const reasons: Reason[] = []
  for (const key of Object.keys(service.networks ?? {})) {
    const network = networks.get(key)
    if (!network) continue
    const known = container.networks[network.name]?.networkId
    // Podman lists a network's name where its id belongs.
    const isKnownByName = (known === '' && container.state !== 'running') || known === network.name
    if (network.replaced) reasons.push(network.replaced)
    else if (!isKnownByName && !(network.id && attached.has(network.id)))
      reasons.push({ code: 'network-changed', network: network.name })
  }
  return reasons
}

function diffVolumes({ service, volumes }: Circumstances, container: ObservedContainer): Reason[] {
  const mounted = new Set(container.mounts.map((mount) => mount.name))
  const reasons: Reason[] = []
  for (const mount of service.volumes ?? []) {
    if (mount.type !== 'volume' || !mount.source) continue
    const volume = volumes.get(mount.source)
    if (volume?.replaced) reasons.push(volume.replaced)
    else if (volume && !mounted.has(volume.name))
      reasons.push({ code: 'volume-changed', volume: volume.name })
  }
  return reasons
}

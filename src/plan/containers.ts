import { splitLink } from '../attributes/values/links.ts'
import { byNumber, serviceOf } from '../model/container.ts'
import { warning } from '../model/failure.ts'
import { labels } from '../model/labels.ts'
import { replacementName } from '../model/names.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import { addCreate } from './create.ts'
import { type Circumstances, type Decision, decide, type Replica } from './decide.ts'
import type { Desired, UpIntent } from './desired.ts'
import type { PlannedElements } from './elements.ts'
import type { PlannedImages } from './images.ts'
import type { ContainerRef, ImageChange, NodeId } from './operation.ts'
import type { Rolling } from './rolling.ts'
import { scaleOf } from './scale.ts'
import { type First, resolveShared, type Shared } from './shared.ts'
import { planRemove, planStop, target } from './stop-and-remove.ts'
import { type UpdatePolicy, updatePolicy } from './update-policy.ts'

/** A replica with its place in the plan: what the start phase needs to know. */
export interface PlannedReplica {
  readonly service: Service
  readonly name: string
  readonly number: number
  readonly ref: ContainerRef
  /** The container that is there and stays, unless `guard`. */
  readonly container?: ObservedContainer
  readonly fate: Replica['fate']
  readonly reasons: readonly Reason[]
  /** Node that makes it. */
  readonly made?: NodeId
  /** Last node of its making: it has its own name and place. */
  readonly ready?: NodeId
  readonly guard?: readonly ImageChange[]
  /** Set when the start phase is to put it in the place of the old one. */
  readonly rolling?: Rolling
}

/** Everything that is decided before containers are. */
export interface Ground {
  readonly desired: Desired
  readonly intent: UpIntent
  readonly images: PlannedImages
  readonly networks: PlannedElements
  readonly volumes: PlannedElements
  /** By service, one-offs left out. */
  readonly containers: ReadonlyMap<string, readonly ObservedContainer[]>
  /** Containers whose volume is made anew: they are removed by that. */
  readonly gone: ReadonlySet<string>
}

/** Creates, recreates and removes the containers of one service; `planned` holds those planned before it. */
export function planService(
  ground: Ground,
  service: Service,
  planned: ReadonlyMap<string, readonly PlannedReplica[]>,
  plan: PlanBuilder,
): PlannedReplica[] {
  const { desired, intent } = ground
  const shared = resolveShared(service, (name) => firstOf(ground, planned, name))
  const isNamed = intent.services.length === 0 || intent.services.includes(service.name)
  const policy = isNamed ? intent.recreate : intent.recreateDependencies
  const at: Circumstances = {
    desired,
    service: shared.service,
    asked: service,
    sharedRecreated: shared.recreated,
    sharedMayChange: shared.mayChange,
    policy,
    forcedBy: forcingFlag(intent, isNamed),
    scale: scaleOf(service, intent),
    checkContents: intent.checkContents,
    images: ground.images,
    networks: ground.networks,
    volumes: ground.volumes,
    containersOf: (name) => (planned.get(name) ?? ground.containers.get(name) ?? []).map((one) => one.name),
  }
  const present = ground.containers.get(service.name) ?? []
  const decision = decide(at, present)
  planRemovals(decision, intent, plan)
  warnOfUnknownContents(at, decision, plan)
  const linked = linkedNodes(service, planned)
  const replaced = decision.replicas.filter(({ fate }) => fate === 'recreate').length
  const update = replaced > 0 ? updatePolicy(service, replaced, plan) : undefined
  return decision.replicas.map((replica) => planReplica(ground, at, shared, replica, linked, update, plan))
}

/** A link is refused as long as there is no container of the name it is to. */
function linkedNodes(
  { links = [] }: Service,
  planned: ReadonlyMap<string, readonly PlannedReplica[]>,
): NodeId[] {
  const replicas = links.flatMap((link) => planned.get(splitLink(link).target) ?? [])
  return replicas.flatMap(({ ready }) => ready ?? [])
}

function forcingFlag(intent: UpIntent, isNamed: boolean): string {
  if (!isNamed) return '--always-recreate-deps'
  return intent.renewAnonymousVolumes ? '--renew-anon-volumes' : '--force-recreate'
}

/** The one that others share namespaces with. */
export function firstReplica(replicas: readonly PlannedReplica[]): PlannedReplica | undefined {
  return [...replicas].sort((a, b) => a.number - b.number)[0]
}

/** The same of what is there. */
export function firstContainer(containers: readonly ObservedContainer[] = []): ObservedContainer | undefined {
  return [...containers].sort(byNumber)[0]
}

/** The first container of a service: as planned, or as it is there where the service is no part of this run. */
function firstOf(
  { containers }: Ground,
  planned: ReadonlyMap<string, readonly PlannedReplica[]>,
  name: string,
): First | undefined {
  const replicas = planned.get(name)
  if (!replicas) {
    const there = firstContainer(containers.get(name))
    return there && { ref: { id: there.id } }
  }
  const first = firstReplica(replicas)
  if (!first) return undefined
  return {
    ref: first.ref,
    ...(first.made && { ready: first.made }),
    ...(first.guard && { guard: first.guard }),
  }
}

/** A container that stays is taken for one whose secrets and configs are as they were; that is not to be seen here. */
function warnOfUnknownContents(
  { desired, service, checkContents, policy }: Circumstances,
  { replicas }: Decision,
  plan: PlanBuilder,
): void {
  if (!checkContents || policy === 'never') return
  const unknown = replicas.find(({ fate, container }) => {
    const kept = container?.labels[labels.files]
    return fate === 'keep' && kept !== undefined && desired.sealing.open(kept) === undefined
  })
  if (unknown) plan.warn(warning('contents-unknown', { service: service.name, container: unknown.name }))
}

function planRemovals(decision: Decision, intent: UpIntent, plan: PlanBuilder): void {
  for (const { container, reason } of decision.remove)
    planRemove(plan, container, intent, reason, { volumes: false })
}

function planReplica(
  ground: Ground,
  at: Circumstances,
  shared: Shared,
  replica: Replica,
  linked: readonly NodeId[],
  update: UpdatePolicy | undefined,
  plan: PlanBuilder,
): PlannedReplica {
  const { container } = replica
  const base = {
    service: at.service,
    name: replica.name,
    number: replica.number,
    fate: replica.fate,
    reasons: replica.reasons,
    ...(container && { container }),
    ...(replica.guard && { guard: replica.guard }),
  }
  if (replica.fate === 'keep' && container) return { ...base, ...keep(replica, container, plan) }
  const isGone = container !== undefined && ground.gone.has(container.id)
  const ready = [...ground.images.nodes, ...elementNodes(ground, at.service), ...shared.ready, ...linked]
  if (!container || isGone) {
    const { node, ready: last } = addCreate(ground, at, shared, replica, replica.name, undefined, ready, plan)
    return { ...base, ref: { node }, made: node, ready: last, fate: 'create' }
  }
  // What must stop for its network to be made anew cannot run on until its replacement is good.
  if (update && ground.intent.start && !plan.stopOf(container.id)) {
    const temporary = replacementName(container.id, replica.name)
    const { node: created, ready: last } = addCreate(
      ground,
      at,
      shared,
      replica,
      temporary,
      container,
      ready,
      plan,
    )
    const { guard } = replica
    const ref: ContainerRef = { node: created, ...(guard && { otherwise: container.id }) }
    const { timeout } = ground.intent
    const rolling = { policy: update, old: container, temporary, ...(timeout !== undefined && { timeout }) }
    return { ...base, ref, made: created, ready: last, rolling }
  }
  return { ...base, ...recreate(ground, at, shared, replica, container, ready, plan) }
}

function keep(
  replica: Replica,
  container: ObservedContainer,
  plan: PlanBuilder,
): Pick<PlannedReplica, 'ref' | 'ready'> {
  const ref = { id: container.id }
  if (container.name === replica.name) {
    plan.unchanged({
      kind: 'container',
      name: container.name,
      service: serviceOf(container),
      state: container.state,
    })
    return { ref }
  }
  // What a killed run had made to replace another, which is gone.
  const service = serviceOf(container)
  const ready = plan.add(
    { kind: 'rename-container', container: ref, from: container.name, name: replica.name, service },
    replica.name,
    [{ code: 'leftover' }],
  )
  return { ref, ready }
}

/** Create under a temporary name, stop and remove the old one, rename: the name is free when it is needed. */
function recreate(
  ground: Ground,
  at: Circumstances,
  shared: Shared,
  replica: Replica,
  old: ObservedContainer,
  ready: readonly NodeId[],
  plan: PlanBuilder,
): Pick<PlannedReplica, 'ref' | 'made' | 'ready'> {
  const { intent } = ground
  const { guard } = replica
  const as = (step: 'first' | 'middle' | 'last') => ({
    guard,
    group: { verb: 'recreate', name: replica.name, step } as const,
  })
  const temporary = replacementName(old.id, replica.name)
  const { node: created, ready: last } = addCreate(ground, at, shared, replica, temporary, old, ready, plan)
  const service = at.service.name
  // Stopped, and told of, where a network is made anew under it.
  const stopped =
    plan.stopOf(old.id) ?? planStop(plan, old, intent, { code: 'replaced' }, [last], as('middle'))
  const removed = plan.add(
    { kind: 'remove-container', ...target(old), volumes: false, force: true },
    old.name,
    [{ code: 'replaced' }],
    [last, stopped, ...plan.disconnectsOf(old.id)],
    as('middle'),
  )
  const ref: ContainerRef = { node: created, ...(guard && { otherwise: old.id }) }
  const renamed = plan.add(
    { kind: 'rename-container', container: ref, from: temporary, name: replica.name, service },
    replica.name,
    [{ code: 'replaced' }],
    [removed],
    as('last'),
  )
  return { ref, made: created, ready: renamed }
}

function elementNodes({ networks, volumes }: Ground, service: Service): NodeId[] {
  const keys = Object.keys(service.networks ?? {})
  const sources = (service.volumes ?? []).filter((m) => m.type === 'volume').map((m) => m.source ?? '')
  return [
    ...keys.flatMap((key) => networks.get(key)?.ready ?? []),
    ...sources.flatMap((source) => volumes.get(source)?.ready ?? []),
  ]
}

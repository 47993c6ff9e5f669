import type { EventSink, Subject } from '../model/event.ts'
import { type Failure, failure } from '../model/failure.ts'
import type { Reason } from '../model/reason.ts'
import type { Plan, PlanNode } from '../plan/graph.ts'
import type { OperationKind } from '../plan/operation.ts'
import type { Results } from './results.ts'
import { subjectOf, verbOf } from './subject.ts'

/** Operations that are steps of something else to a user; they are shown only when they fail. */
const SILENT = new Set<OperationKind>([
  'copy-files',
  'rename-container',
  'disconnect-network',
  'connect-network',
  'build-images',
  'wait-time',
])

/** Turns the walk into events. */
export class Report {
  readonly #emit: EventSink
  readonly #now: () => number
  /** None in a rehearsal, where nothing comes of what is told. */
  readonly #results: Results | undefined
  /** What was begun and has not ended, with when. */
  readonly #open = new Map<
    string,
    { readonly subject: Subject; readonly verb: string; readonly since: number }
  >()

  constructor(plan: Plan, emit: EventSink, now: () => number, results?: Results) {
    this.#results = results
    this.#emit = emit
    this.#now = now
    for (const failure of plan.warnings) emit({ kind: 'warning', failure })
    emit({ kind: 'planned', subjects: plan.nodes.filter(isToldOf).map((node) => shown(node).subject) })
    for (const { kind, name, service, state } of plan.unchanged)
      emit({
        kind: 'unchanged',
        subject: { kind, name, ...(service && { service }) },
        state: state ?? 'present',
      })
    for (const wait of plan.met) this.#met(wait)
  }

  started(node: PlanNode): void {
    if (!isShown(node) || (node.group && node.group.step !== 'first')) return
    const { subject, verb } = shown(node)
    // What is stopped is so from the first of its hooks on.
    if (verb === 'stop' && this.#open.has(`stop ${subject.name}`)) return
    this.#open.set(`${verb} ${subject.name}`, { subject, verb, since: this.#now() })
    this.#emit({ kind: 'started', subject, verb, why: node.reasons.map((one) => this.#asItCame(one, node)) })
  }

  /** What the plan could not know: the image that a build or pull has given. */
  #asItCame(reason: Reason, { guard }: PlanNode): Reason {
    if (reason.code !== 'image-may-change') return reason
    const { image } = reason
    const from = guard?.find((change) => change.image === image)?.from
    const to = this.#results?.imageNamed(image)
    return from && to ? { code: 'image-changed', image, from, to } : reason
  }

  done(node: PlanNode, outcome: string | undefined): void {
    const isLast = node.group?.step === 'last'
    if (!isLast && (!isShown(node) || node.group || isHook(node))) return
    const { subject, verb } = shown(node)
    const since = this.#ended(verb, subject)?.since ?? this.#now()
    this.#emit({
      kind: 'done',
      subject,
      verb,
      outcome: outcome ?? verb,
      seconds: (this.#now() - since) / 1000,
    })
  }

  skipped(node: PlanNode): void {
    const { operation, group, reasons } = node
    if (!isShown(node) || (group && group.step !== 'first')) return
    this.#emit({ kind: 'skipped', ...shown(node), ...(group?.runs && { runs: true }) })
    // What is waited for was so before.
    const isForUpdate = reasons.some(({ code }) => code === 'update-order')
    if (operation.kind === 'wait-container' && !isForUpdate) this.#met(operation)
  }

  #met({ name, service, condition }: Plan['met'][number]): void {
    const subject = { kind: 'container', name, service } as const
    const outcome = condition === 'completed' ? 'exited' : 'healthy'
    this.#emit({ kind: 'started', subject, verb: 'wait' })
    this.#emit({ kind: 'done', subject, verb: 'wait', outcome, seconds: 0 })
  }

  /** The end: what was begun and is not through is not gone on with, as the run was interrupted or another step failed. */
  close(): void {
    for (const { subject, verb } of this.#open.values()) this.#emit({ kind: 'cancelled', subject, verb })
    this.#open.clear()
  }

  #ended(verb: string, subject: Subject) {
    const key = `${verb} ${subject.name}`
    const open = this.#open.get(key)
    this.#open.delete(key)
    return open
  }

  /** What is to be said once something was undone: the replacement is gone, the old container is what it was. */
  undone({ operation }: PlanNode): Failure[] {
    if (operation.kind !== 'remove-container') return []
    return [failure('update-undone', { service: operation.service, container: operation.name })]
  }

  failed(node: PlanNode, failures: readonly Failure[]): void {
    const { subject, verb } = shown(node)
    this.#ended(verb, subject)
    for (const failure of failures) this.#emit({ kind: 'failed', subject, verb, failure })
  }

  /** A failure with the name of what it is about, where the engine gives only its own words. */
  named(one: Failure, node: PlanNode): Failure {
    const { operation } = node
    if (one.code === 'engine-error') {
      const { kind, name } = subjectOf(operation)
      return failure('operation-refused', {
        verb: verbOf(operation),
        kind,
        name,
        reason: one.data.message,
      })
    }
    const service = serviceOf(operation)
    if (one.code === 'image-not-found' && service) return failure('image-not-found', { ...one.data, service })
    return one
  }
}

function isShown(node: PlanNode): boolean {
  return node.group !== undefined || !SILENT.has(node.operation.kind)
}

/** Whether a node is to be told of when all goes well: of the steps of one thing, only the first. */
function isToldOf(node: PlanNode): boolean {
  return isShown(node) && !node.undoes && !isHook(node) && (!node.group || node.group.step === 'first')
}

/** Hooks are part of what they come before or after. */
function isHook({ operation }: PlanNode): boolean {
  return operation.kind === 'run-hook'
}

function shown({ operation, group }: PlanNode): { subject: Subject; verb: string } {
  const name = serviceOf(operation)
  const service = name === undefined ? {} : { service: name }
  if (group) return { subject: { kind: 'container', name: group.name, ...service }, verb: group.verb }
  const isPreStop = operation.kind === 'run-hook' && operation.when === 'pre_stop'
  return { subject: { ...subjectOf(operation), ...service }, verb: isPreStop ? 'stop' : verbOf(operation) }
}

/** A pull is told by the first service that wants the image, as Docker Compose does; a build by its service. */
function serviceOf(operation: PlanNode['operation']): string | undefined {
  if ('service' in operation) return operation.service
  if (operation.kind === 'pull-image') return operation.services[0]
  if (operation.kind === 'build-images' && operation.builds.length === 1) return operation.builds[0]?.service
  return undefined
}

import type { Reason } from '../../model/reason.ts'
import type { Plan, PlanNode, Question } from '../../plan/operation.ts'
import { masked } from '../mask.ts'
import { jsonText, quote } from '../quote.ts'
import { padEnd } from '../width.ts'
import { describeOperation } from './describe-operation.ts'
import { describeReason } from './describe-reason.ts'
import { inOrder } from './in-order.ts'

interface Line {
  readonly what: string
  readonly why: readonly Reason[]
  readonly note?: string
}

/** What a plan does and why, a line for each thing a user would name; the steps of a recreate are one. */
export function describePlan(plan: Plan): string {
  const nodes = inOrder(plan.nodes).filter(({ part }) => !part || part.step === 'first')
  const lines = nodes.map(({ part, operation, reasons }) => ({
    what: part ? quote(`${part.of} ${part.name}`) : describeOperation(operation),
    why: reasons,
  }))
  return `${[...setLines(lines), ...plan.questions.map(describeQuestion), summary(lines, plan)].join('\n')}\n`
}

/** The golden form: every node in an order in which it could be done, one line each. */
export function describePlanNodes(plan: Plan): string {
  const lines = inOrder(plan.nodes).map((node) => ({
    what: node.id,
    why: node.reasons,
    ...noteOf(node),
  }))
  return [...setLines(lines), ...plan.questions.map(describeQuestion)].map((line) => `${line}\n`).join('')
}

function noteOf({ part, onlyIfChanged = [] }: PlanNode): { note?: string } {
  const conditions = [...new Set(onlyIfChanged.map(({ image }) => `if ${image} changes`))]
  const notes = [...(part ? [`${part.of} ${part.name}`] : []), ...conditions]
  return notes.length === 0 ? {} : { note: notes.join(', ') }
}

/** A question of a plan, without what could be answered: `recreate volume data? it loses its data; …`. */
export function describeQuestion({ code, subject, reasons }: Question): string {
  const what = code === 'recreate-volume' ? `volume ${subject}, which loses its data` : `network ${subject}`
  return `question: recreate ${quote(what)}? ${reasons.map(describeReason).join('; ')}`
}

/** Widest first column that the others are aligned to; longer ones push their reasons out. */
const WIDEST = 48

function setLines(lines: readonly Line[]): string[] {
  const width = Math.max(0, ...lines.map(({ what }) => what.length).filter((length) => length <= WIDEST))
  return lines.map(({ what, why, note }) => {
    const reasons = [...new Set(why.map(describeReason))].join('; ')
    return `${padEnd(what, width)}   ${note ? `[${note}] ` : ''}${reasons}`.trimEnd()
  })
}

function summary(lines: readonly Line[], { unchanged }: Plan): string {
  const verbs = new Map<string, number>()
  for (const { what } of lines) {
    const [verb = ''] = what.split(' ')
    verbs.set(verb, (verbs.get(verb) ?? 0) + 1)
  }
  const counts = [...verbs].map(([verb, n]) => `${n} to ${verb}${verb === 'wait' ? ' for' : ''}`)
  if (unchanged.length > 0) counts.push(`${unchanged.length} unchanged`)
  return lines.length === 0 ? ['nothing to do', ...counts].join(', ') : `\n${counts.join(', ')}`
}

/** A plan as one JSON document: nodes with their reasons as data and as text. */
export function planJson(plan: Plan): string {
  const nodes = inOrder(plan.nodes).map((node) => ({
    ...nodeJson(node),
    reasons: node.reasons.map(reasonJson),
  }))
  const questions = plan.questions.map(({ code, subject, reasons }) => ({
    code,
    subject,
    reasons: reasons.map(reasonJson),
  }))
  return `${jsonText({ nodes, questions, unchanged: plan.unchanged }, 2)}\n`
}

function nodeJson({ id, operation, after, part, onlyIfChanged }: PlanNode) {
  return {
    id,
    kind: operation.kind,
    ...('service' in operation && { service: operation.service }),
    ...(part && { partOf: `${part.of} ${part.name}` }),
    description: describeOperation(operation),
    after,
    ...(onlyIfChanged && { onlyIfImagesChange: onlyIfChanged.map(({ image }) => image) }),
  }
}

function reasonJson(reason: Reason) {
  const text = describeReason(reason)
  if (reason.code !== 'changed') return { ...reason, text }
  const { code, path, from, to } = reason
  return { code, path, from: masked(from, path), to: masked(to, path), text }
}

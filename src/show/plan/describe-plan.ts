import type { Reason } from '../../model/reason.ts'
import type { Plan, PlanNode, Question } from '../../plan/graph.ts'
import { createStyle, type Style } from '../ansi.ts'
import { masked } from '../mask.ts'
import { jsonText, quote } from '../quote.ts'
import { padEnd } from '../width.ts'
import { describeOperation } from './describe-operation.ts'
import { describeReason } from './describe-reason.ts'
import { grouped, otherSteps, type Thing, thingsOf } from './things.ts'

interface Line {
  readonly what: string
  readonly why: readonly Reason[]
  readonly note?: string
}

export interface PlanTextOptions {
  readonly style?: Style
  /** Whether the terminal has more than ASCII. */
  readonly unicode?: boolean
  /** Shows the steps that follow of themselves too. */
  readonly verbose?: boolean
  /** Where the files say what a service's attribute is now: `compose.yaml:7`. */
  placeOf?(service: string, path: string): string | undefined
}

/** What a plan does and why: a block for what services share, then one a service, those depended on first. */
export function describePlan(plan: Plan, options: PlanTextOptions = {}): string {
  const things = thingsOf(plan)
  const blocks = [...grouped(things, ({ service }) => service)].map(([service, all]) =>
    blockLines(service, all, options),
  )
  const questions = plan.questions.map(describeQuestion)
  const parts = [...blocks, ...(questions.length > 0 ? [questions] : []), [summary(things, plan, options)]]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function blockLines(
  service: string | undefined,
  things: readonly Thing[],
  options: PlanTextOptions,
): string[] {
  const indent = service === undefined ? '' : '  '
  const width = Math.max(...things.map(({ what }) => what.length).filter((length) => length <= WIDEST), 0)
  const { bold = plain } = options.style ?? {}
  const lines = things.flatMap((thing) => thingLines(thing, width, options))
  return [
    ...(service === undefined ? [] : [bold(quote(service))]),
    ...lines.map((line) => `${indent}${line}`),
  ]
}

function thingLines(thing: Thing, width: number, options: PlanTextOptions): string[] {
  const { what, main, follows, service = '' } = thing
  const style = options.style ?? createStyle(false)
  const reasons = new Map(main.reasons.map((reason) => [describeReason(reason), reason]))
  const changes = [...reasons].filter(([, { code }]) => code === 'changed')
  const others = [...reasons].flatMap(([text, { code }]) => (code === 'changed' ? [] : [text])).join('; ')
  const changed = changes.map(([text, reason]) => {
    const place = 'path' in reason && options.placeOf?.(service, reason.path)
    return `    ${text}${place ? `   ${style.dim(quote(place))}` : ''}`
  })
  const head = `${signOf(thing, style, options)} ${padEnd(what, others ? width : 0)}   ${others}`.trimEnd()
  return [head, ...changed, ...(options.verbose ? follows.map((node) => style.dim(followLine(node))) : [])]
}

function signOf({ sign }: Thing, style: Style, { unicode = true }: PlanTextOptions): string {
  const paint = { '+': style.green, '~': style.yellow, '-': style.red, '↻': style.cyan }[sign]
  return paint(sign === '↻' && !unicode ? '*' : sign)
}

function followLine({ operation, reasons }: PlanNode): string {
  const why = [...new Set(reasons.map(describeReason))].join('; ')
  return `    then ${describeOperation(operation)}${why ? ` (${why})` : ''}`
}

const plain = (text: string) => text

/** The golden form: every node in an order in which it could be done, one line each. */
export function describePlanNodes(plan: Plan): string {
  const lines = plan.nodes.map((node) => ({
    what: node.id,
    why: node.reasons,
    ...noteOf(node),
  }))
  return [...setLines(lines), ...plan.questions.map(describeQuestion)].map((line) => `${line}\n`).join('')
}

function noteOf({ group, guard = [] }: PlanNode): { note?: string } {
  const conditions = [...new Set(guard.map(({ image }) => `if ${image} changes`))]
  const notes = [...(group ? [`${group.verb} ${group.name}`] : []), ...conditions]
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

function summary(things: readonly Thing[], plan: Plan, { verbose }: PlanTextOptions): string {
  const verbs = new Map<string, number>()
  for (const { what } of things) {
    const [verb = ''] = what.split(' ')
    verbs.set(verb, (verbs.get(verb) ?? 0) + 1)
  }
  const counts = [...verbs].map(([verb, n]) => `${n} to ${verb}`)
  if (plan.unchanged.length > 0) counts.push(`${plan.unchanged.length} unchanged`)
  const folded = verbose ? 0 : things.reduce((sum, { follows }) => sum + follows.length, 0)
  const waits = otherSteps(plan, things)
  return [
    [...(things.length === 0 ? ['nothing to do'] : []), ...counts].join(', '),
    ...(waits > 0 ? [`${waits} to wait for`] : []),
    ...(folded > 0
      ? [
          folded === 1
            ? '1 step that follows is shown by --verbose'
            : `${folded} steps that follow are shown by --verbose`,
        ]
      : []),
  ].join('; ')
}

/** A plan as one JSON document: nodes with their reasons as data and as text. */
export function planJson(plan: Plan): string {
  const nodes = plan.nodes.map((node) => ({
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

function nodeJson({ id, operation, after, group, guard }: PlanNode) {
  return {
    id,
    kind: operation.kind,
    ...('service' in operation && { service: operation.service }),
    ...(group && { partOf: `${group.verb} ${group.name}` }),
    description: describeOperation(operation),
    after,
    ...(guard && { onlyIfImagesChange: guard.map(({ image }) => image) }),
  }
}

function reasonJson(reason: Reason) {
  const text = describeReason(reason)
  if (reason.code !== 'changed') return { ...reason, text }
  const { code, path, from, to } = reason
  return { code, path, from: masked(from, path), to: masked(to, path), text }
}

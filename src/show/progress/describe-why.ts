import type { Event } from '../../model/event.ts'
import type { Reason } from '../../model/reason.ts'
import { describeReason } from '../plan/describe-reason.ts'

/** Reasons that say no more than the line they would stand on. */
const EVIDENT: ReadonlySet<Reason['code']> = new Set([
  'asked',
  'created',
  'missing',
  'needed-by',
  'no-image',
  'pull-policy',
  'replaced',
  'stopped',
])

/** Why something is done, where that is not plain to see: what changed, what forced it; else empty. */
export function describeWhy({ verb, why = [] }: Event & { kind: 'started' }): string {
  // What is waited for and what is built was asked for by the same command line.
  if (verb === 'wait') return ''
  const telling = why.filter(({ code }) => !EVIDENT.has(code))
  return [...new Set(telling.map(describeReason))].join('; ')
}

import type { EventSink } from '../model/event.ts'
import type { Plan } from '../plan/graph.ts'
import { Report } from './report.ts'

/** Tells what executing a plan would tell, and does nothing: for `--dry-run`. */
export function rehearsePlan(plan: Plan, emit: EventSink, now: () => number): void {
  const report = new Report(plan, emit, now)
  // Nodes stand after what they need.
  for (const node of plan.nodes) {
    if (node.undoes) continue
    report.started(node)
    report.done(node, undefined)
  }
}

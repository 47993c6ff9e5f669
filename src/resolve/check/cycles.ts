import type { Project } from '../../model/project.ts'
import type { Findings } from '../findings.ts'

/** No service depends on itself, be it through others; each cycle is told of once. Chains may be long. */
export function checkCycles(project: Project, findings: Findings): void {
  const done = new Set<string>()
  for (const start of Object.keys(project.services).sort()) {
    if (!done.has(start)) walkFrom(start, project, done, findings)
  }
}

/** A service on the way, and those it depends on that are still to be looked at. */
interface Step {
  readonly name: string
  readonly next: Iterator<string>
}

function walkFrom(start: string, project: Project, done: Set<string>, findings: Findings): void {
  const trail: Step[] = [stepTo(start, project)]
  const positions = new Map([[start, 0]])
  for (let step = trail.at(-1); step; step = trail.at(-1)) {
    const { value: name, done: isLast } = step.next.next()
    if (isLast) {
      done.add(step.name)
      positions.delete(step.name)
      trail.pop()
      continue
    }
    const at = positions.get(name)
    if (at !== undefined)
      report(
        trail.slice(at).map((one) => one.name),
        findings,
      )
    if (at !== undefined || done.has(name)) continue
    positions.set(name, trail.length)
    trail.push(stepTo(name, project))
  }
}

function stepTo(name: string, { services }: Project): Step {
  return {
    name,
    next: Object.keys(services[name]?.depends_on ?? {})
      .sort()
      .values(),
  }
}

/** The place is the dependency that closes the circle. */
function report(services: readonly string[], findings: Findings): void {
  const [first = '', last = first] = [services[0], services.at(-1)]
  findings.add('dependency-cycle', { services }, ['services', last, 'depends_on', first])
}

import type { Project } from '../../model/project.ts'
import type { Findings } from '../findings.ts'

/** No service depends on itself, be it through others; each cycle is told of once. */
export function checkCycles(project: Project, findings: Findings): void {
  const done = new Set<string>()
  const trail: string[] = []
  const walk = (name: string): void => {
    const at = trail.indexOf(name)
    if (at >= 0) report(trail.slice(at), findings)
    if (at >= 0 || done.has(name)) return
    trail.push(name)
    for (const next of Object.keys(project.services[name]?.depends_on ?? {}).sort()) walk(next)
    trail.pop()
    done.add(name)
  }
  for (const name of Object.keys(project.services).sort()) walk(name)
}

/** The place is the dependency that closes the circle. */
function report(services: readonly string[], findings: Findings): void {
  const [first = '', last = first] = [services[0], services.at(-1)]
  findings.add('dependency-cycle', { services }, ['services', last, 'depends_on', first])
}

import { Failed, failure } from '../../model/failure.ts'
import { closure } from '../../model/graph.ts'
import type { Project } from '../../model/project.ts'
import { dependencyGraph } from '../../plan/dependency-graph.ts'
import type { UpFlags } from '../steps/up-flags.ts'

type AttachFlags = Pick<UpFlags, 'attach' | 'attachDependencies' | 'noAttach'>

/**
 * Services whose output foreground `up` shows: those of `--attach`, or else those that were named (all when
 * none was) and do not say `attach: false`; without those of `--no-attach`.
 */
export function attachedServices(project: Project, named: readonly string[], flags: AttachFlags): string[] {
  const chosen = flags.attach.length > 0 ? checked(project, flags.attach) : speaking(project, named, flags)
  return chosen.filter((service) => !flags.noAttach.includes(service))
}

function checked({ services }: Project, attach: readonly string[]): readonly string[] {
  const outside = attach.filter((service) => !(service in services))
  if (outside.length > 0) throw new Failed(failure('attach-outside-selection', { services: outside }))
  return attach
}

function speaking(project: Project, named: readonly string[], { attachDependencies }: AttachFlags): string[] {
  const roots = named.length > 0 ? named : Object.keys(project.services)
  const names = attachDependencies ? closure(dependencyGraph(project), roots) : new Set(roots)
  return [...names].filter((name) => project.services[name]?.attach !== false)
}

import { ATTRIBUTES } from '../../attributes/all.ts'
import type { Reference } from '../../model/attribute.ts'
import { closest } from '../../model/closest.ts'
import type { Project } from '../../model/project.ts'
import type { CheckContext } from './context.ts'

/** Everything a service names is there. A service it names several times is told of once. */
export function checkReferences(context: CheckContext): void {
  const told = new Set<string>()
  for (const attribute of ATTRIBUTES) {
    for (const reference of attribute.references?.(context.service) ?? []) {
      const identity = `${reference.kind} ${reference.name}`
      if (told.has(identity) || isThere(reference, context)) continue
      told.add(identity)
      reportMissing(reference, context)
    }
  }
}

function isThere(reference: Reference, { service, project }: CheckContext): boolean {
  if (Object.hasOwn(sectionOf(reference.kind, project), reference.name)) return true
  const isOptional = service.depends_on?.[reference.name]?.required === false
  return reference.kind === 'service' && isOptional && Object.hasOwn(project.disabled, reference.name)
}

/** Tells that what a service refers to is not there, or not enabled. */
export function reportMissing(reference: Reference, { service, project, report }: CheckContext): void {
  const { kind, name, use, path } = reference
  const disabled =
    kind === 'service' && Object.hasOwn(project.disabled, name) ? project.disabled[name] : undefined
  if (disabled) {
    const data = { service: service.name, dependency: name, profiles: disabled.profiles ?? [] }
    report('dependency-disabled', data, ...path)
    return
  }
  const known = Object.keys(sectionOf(kind, project)).filter(
    (other) => other !== service.name || kind !== 'service',
  )
  const suggestion = closest(name, known)
  report(
    'reference-undefined',
    { service: service.name, kind, name, use, known, ...(suggestion !== undefined && { suggestion }) },
    ...path,
  )
}

function sectionOf(kind: Reference['kind'], project: Project): Readonly<Record<string, unknown>> {
  return project[`${kind}s`]
}

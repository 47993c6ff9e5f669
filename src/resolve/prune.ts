import { ATTRIBUTES } from '../attributes/all.ts'
import type { Reference } from '../model/attribute.ts'
import type { Project } from '../model/project.ts'

const PRUNED = ['network', 'volume', 'secret', 'config', 'model'] as const

/** Leaves out the networks, volumes, secrets, configs and models that no enabled service uses. */
export function pruneUnused(project: Project): Project {
  const used = new Set<string>()
  for (const service of Object.values(project.services)) {
    for (const attribute of ATTRIBUTES) {
      for (const { kind, name } of attribute.references?.(service) ?? []) used.add(`${kind} ${name}`)
    }
  }
  const sections = PRUNED.map((kind) => [`${kind}s`, keepUsed(kind, project, used)])
  return { ...project, ...Object.fromEntries(sections) }
}

function keepUsed(
  kind: Exclude<Reference['kind'], 'service'>,
  project: Project,
  used: ReadonlySet<string>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = Object.create(null)
  for (const [name, element] of Object.entries(project[`${kind}s`])) {
    if (used.has(`${kind} ${name}`)) kept[name] = element
  }
  return kept
}

import { readVariables } from '../../load/env/read-variables.ts'
import type { Loaded } from '../../model/loaded.ts'
import { lineAndColumn } from '../../model/place.ts'
import type { Project } from '../../model/project.ts'
import type { Plan } from '../../plan/graph.ts'
import { placeOfChange } from '../../resolve/place-of-change.ts'
import { describePath } from '../../show/diagnostics.ts'

/** Where the files say what a plan brings about: gives `compose.yaml:7` for an attribute of a service. */
export async function placesOfChanges(
  plan: Plan,
  loaded: Loaded,
  project: Project,
  cwd: string,
): Promise<(service: string, path: string) => string | undefined> {
  const places = new Map<string, string>()
  for (const { operation, reasons } of plan.nodes) {
    if (!('service' in operation)) continue
    const { service } = operation
    for (const reason of reasons) {
      if (reason.code !== 'changed' || places.has(`${service}\0${reason.path}`)) continue
      const at = await placeOfChange(loaded, project, { service, path: reason.path }, readVariables)
      if (at)
        places.set(
          `${service}\0${reason.path}`,
          `${describePath(at.source.path, cwd)}:${lineAndColumn(at).line}`,
        )
    }
  }
  return (service, path) => places.get(`${service}\0${path}`)
}

import type { Loaded } from '../model/loaded.ts'
import type { Place } from '../model/place.ts'
import type { Project } from '../model/project.ts'
import { findOrigin } from '../model/tree.ts'
import { explain } from './explain.ts'
import type { ReadVariables } from './variables.ts'

/**
 * Where the files give an attribute of a service (`environment.LEVEL`, `ports[0]`) the value that it has now; of one
 * that is gone, where what had it stands. Undefined for what no file says. `project` is resolved from `loaded`.
 */
export async function placeOfChange(
  loaded: Loaded,
  project: Project,
  { service, path }: { readonly service: string; readonly path: string },
  read: ReadVariables,
): Promise<Place | undefined> {
  const dotted = path.replaceAll(/\[(\d+)\]/g, '.$1')
  const [found] = await explain(loaded, project, `services.${service}.${dotted}`, read)
  const setting = found?.settings[0]
  if (setting) return setting.at
  const origin = findOrigin(loaded.tree, ['services', service, ...dotted.split('.')])
  return origin?.key ?? origin?.at
}

import { MAPPING, OPTIONS } from '../attributes/values/key-value.ts'
import { mergeAsList } from '../attributes/values/merging.ts'
import { enginePath } from '../attributes/values/path.ts'
import { BOOLEAN, fieldsOf, STRING } from '../attributes/values/shapes.ts'
import type { Element, RuleContext } from '../model/attribute.ts'
import type { VolumeBody } from '../model/container-body.ts'
import type { ElementLabels, Volume } from '../model/elements.ts'
import { COMPOSE_VERSION, labels } from '../model/labels.ts'
import type { Project } from '../model/project.ts'
import type { Tree } from '../model/tree.ts'
import { isMap } from '../model/tree.ts'
import { checkExternal, toPlainExternal } from './external.ts'

/** Top-level `volumes`. */
export const volumes: Element<Volume> = {
  section: 'volumes',
  cast: { external: 'boolean' },
  merge: { labels: mergeAsList },
  canonical: { '': toPlainExternal },
  absolute: { '': toAbsoluteDevice },
  check: { '': checkExternal },
  fields: fieldsOf({
    name: STRING,
    driver: STRING,
    driver_opts: OPTIONS,
    external: BOOLEAN,
    labels: MAPPING,
  }),
}

/** A local volume with the option `o: bind` is a directory of the host. */
function toAbsoluteDevice(volume: Tree, context: RuleContext): Tree {
  if (!isMap(volume) || volume.driver !== 'local' || !isMap(volume.driver_opts)) return volume
  const { o, device } = volume.driver_opts
  if (o !== 'bind' || typeof device !== 'string') return volume
  return { ...volume, driver_opts: { ...volume.driver_opts, device: enginePath(device, context) } }
}

/** The engine's create call for a volume of the project. */
export function volumeBody(project: Project, key: string, { hash, spec }: ElementLabels): VolumeBody {
  const volume = project.volumes[key]
  if (!volume) throw new Error(`no volume ${key}`)
  const { name, driver, driver_opts } = volume
  return {
    Name: name,
    ...(driver && { Driver: driver }),
    ...(driver_opts && { DriverOpts: { ...driver_opts } }),
    Labels: {
      ...volume.labels,
      [labels.volume]: key,
      [labels.project]: project.name,
      [labels.version]: COMPOSE_VERSION,
      [labels.configHash]: hash,
      ...(spec && { [labels.spec]: spec }),
    },
  }
}

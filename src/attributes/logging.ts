import type { Attribute, Merge } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import type { Service } from '../model/service.ts'
import { isMap } from '../model/tree.ts'
import { OPTIONS } from './values/key-value.ts'
import { absent, STRING, struct } from './values/shapes.ts'

/** Options belong to a driver: they are merged only when both files mean the same one. */
const mergeLogging: Merge = (base, over, context) => {
  if (!isMap(base) || !isMap(over)) return over ?? base
  const differ = 'driver' in base && 'driver' in over && base.driver !== over.driver
  return differ ? over : context.merge(base, over)
}

/** Where a container's output goes. */
export const logging: Attribute = {
  merge: { logging: mergeLogging },
  fields: { logging: absent(struct({ driver: STRING, options: OPTIONS })) },
  create: setLogDriver,
}

function setLogDriver({ logging }: Service, body: ContainerBody): void {
  if (!logging) return
  body.HostConfig.LogConfig = { Type: logging.driver ?? '', Config: { ...logging.options } }
}

import type { Attribute } from '../model/attribute.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList } from './values/merging.ts'
import { zero } from './values/shapes.ts'

/** `annotations`: metadata for the container runtime. */
export const annotations: Attribute = {
  merge: { annotations: mergeAsList },
  unique: { annotations: keyOf },
  fields: { annotations: zero(MAPPING) },
  create(service, body) {
    if (service.annotations) body.HostConfig.Annotations = { ...service.annotations }
  },
}

import type { Attribute } from '../model/attribute.ts'
import { Failed, failure } from '../model/failure.ts'
import { isAtLeast } from './values/api-version.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList } from './values/merging.ts'
import { zero } from './values/shapes.ts'

const ANNOTATIONS = [1, 43] as const

/** `annotations`: metadata for the container runtime. */
export const annotations: Attribute = {
  merge: { annotations: mergeAsList },
  unique: { annotations: keyOf },
  fields: { annotations: zero(MAPPING) },
  create({ name, annotations }, body, { api }) {
    if (!annotations) return
    if (!isAtLeast(api, ANNOTATIONS)) {
      throw new Failed(failure('engine-too-old', { service: name, what: 'annotations', needs: '24' }))
    }
    body.HostConfig.Annotations = { ...annotations }
  },
}

import type { Attribute } from '../model/attribute.ts'
import { keyOf } from './values/merging.ts'
import { STRINGS, zero } from './values/shapes.ts'

/** `profiles`: the names with which a service can be enabled; without any it always is. */
export const profiles: Attribute = {
  unique: { profiles: keyOf },
  fields: { profiles: zero(STRINGS) },
}

import type { Attribute } from '../model/attribute.ts'
import { absent, INTEGER } from './values/shapes.ts'

/** `scale`: how many containers; the same as `deploy.replicas`. */
export const scale: Attribute = {
  cast: { scale: 'int' },
  fields: { scale: absent(INTEGER) },
}

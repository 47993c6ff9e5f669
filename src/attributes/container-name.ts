import type { Attribute } from '../model/attribute.ts'
import { STRING, zero } from './values/shapes.ts'

/** `container_name`: used where containers are named; the create body has no place for it. */
export const containerName: Attribute = { fields: { container_name: zero(STRING) } }

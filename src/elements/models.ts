import { fieldsOf, INTEGER, STRING, STRINGS } from '../attributes/values/shapes.ts'
import type { Element } from '../model/attribute.ts'
import type { Model } from '../model/elements.ts'

/** Top-level `models`. */
export const models: Element<Model> = {
  section: 'models',
  fields: fieldsOf({ name: STRING, model: STRING, context_size: INTEGER, runtime_flags: STRINGS }),
}

import type { Attribute } from '../model/attribute.ts'
import { mergeAsMapping, namesToMap } from './values/merging.ts'
import { mapOf, STRING, struct, zero } from './values/shapes.ts'

/** `models`: language models a service uses, and the variables by which it is told of them. */
export const models: Attribute = {
  merge: { models: mergeAsMapping },
  canonical: { models: namesToMap },
  fields: {
    models: zero(mapOf(struct({ endpoint_var: STRING, model_var: STRING }))),
  },
  references: ({ models = {} }) =>
    Object.keys(models).map((name) => ({ kind: 'model', name, path: ['models', name], use: 'models' })),
}

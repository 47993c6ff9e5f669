import type { Attribute } from '../model/attribute.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList, textToList } from './values/merging.ts'
import { absolutePath } from './values/path.ts'
import { STRINGS, zero } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** `labels` and `label_file`. The files' labels come under `labels` when the model is resolved. */
export const labels: Attribute = {
  merge: { labels: mergeAsList, label_file: mergeAsList },
  unique: { labels: keyOf },
  canonical: { label_file: textToList },
  absolute: { 'label_file.*': (value, context) => absolutePath(readText(value), context) },
  fields: { labels: zero(MAPPING), label_file: zero(STRINGS) },
  create(service, body) {
    Object.assign(body.Labels, service.labels)
  },
}

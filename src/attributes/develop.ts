import type { Attribute } from '../model/attribute.ts'
import { HOOK } from './values/hook.ts'
import { textToList } from './values/merging.ts'
import { absolutePath } from './values/path.ts'
import { absent, BOOLEAN, listOf, STRING, STRINGS, struct } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** `develop.watch`: what a change of a file leads to. */
export const develop: Attribute = {
  canonical: { 'develop.watch.*.ignore': textToList, 'develop.watch.*.include': textToList },
  absolute: {
    'develop.watch.*.path': (value, context) => context.realPath(absolutePath(readText(value), context)),
  },
  fields: {
    develop: absent(
      struct({
        watch: listOf(
          struct({
            path: [STRING, 'never'],
            action: [STRING, 'never'],
            target: STRING,
            exec: [HOOK, 'yaml-zero'],
            include: STRINGS,
            ignore: STRINGS,
            initial_sync: BOOLEAN,
          }),
        ),
      }),
    ),
  },
}

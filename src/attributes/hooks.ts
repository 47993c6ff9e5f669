import type { Attribute } from '../model/attribute.ts'
import { HOOK } from './values/hook.ts'
import { listOf, zero } from './values/shapes.ts'

/** `pre_start`, `post_start` and `pre_stop`: run beside the container, so that its body knows nothing of them. */
export const hooks: Attribute = {
  fields: {
    pre_start: zero(listOf(HOOK)),
    post_start: zero(listOf(HOOK)),
    pre_stop: zero(listOf(HOOK)),
  },
}

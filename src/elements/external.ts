import type { RuleContext } from '../model/attribute.ts'
import { failure, warning } from '../model/failure.ts'
import type { Tree } from '../model/tree.ts'
import { copyOrigin, isMap } from '../model/tree.ts'

/** The old form `external: {name: x}` becomes `external: true` with a name. */
export function toPlainExternal(element: Tree, context: RuleContext): Tree {
  if (!isMap(element) || !isMap(element.external)) return element
  const { external } = element
  const result = { ...element, external: true }
  const externalName = external.name
  if (typeof externalName !== 'string') return result
  context.report((where) => warning('external-name-deprecated', {}, where), ['external', 'name'])
  const { name } = element
  if (name === undefined) {
    copyOrigin(external, 'name', result, 'name')
    return { ...result, name: externalName }
  }
  if (name !== externalName) {
    const data = { name: String(name), externalName }
    context.report((where) => failure('external-name-conflict', data, where), ['external', 'name'])
  }
  return result
}

/** What is external is only named. */
export function checkExternal(element: Tree, context: RuleContext): void {
  if (!isMap(element) || element.external !== true) return
  const field = Object.keys(element).find((key) => !ALLOWED.has(key) && !key.startsWith('x-'))
  if (field !== undefined)
    context.report((where) => failure('external-with-others', { field }, where), [field])
}

const ALLOWED: ReadonlySet<string> = new Set(['name', 'external'])

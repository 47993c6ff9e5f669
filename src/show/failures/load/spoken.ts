import type { Kind } from '../../../model/failures/load.ts'

/** A path as users write it: `services.api.ports[0]`. */
export function spokenPath(path: readonly (string | number)[]): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/[.[\]\s]/.test(step)) text += `["${step}"]`
    else text += text === '' ? step : `.${step}`
  }
  return text === '' ? 'the file' : text
}

/** `a string`, `a list or a mapping`. */
export function spokenKinds(kinds: readonly Kind[]): string {
  const known = kinds.includes('number') ? kinds.filter((kind) => kind !== 'integer') : kinds
  const named = known.map(spokenKind)
  const last = named.pop() ?? ''
  return named.length === 0 ? last : `${named.join(', ')} or ${last}`
}

/** `a list`, `an integer`. */
export function spokenKind(kind: Kind): string {
  if (kind === 'null') return 'empty'
  return `${kind === 'integer' ? 'an' : 'a'} ${kind}`
}

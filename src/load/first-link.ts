import { lstatSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

/** An absolute path whose first symbolic link is replaced by what it leads to; as it is when there is none. */
export function firstLinkResolved(path: string): string {
  const steps = path.split(sep)
  let at = steps[0] || sep
  for (const [index, step] of steps.entries()) {
    if (index === 0) continue
    at = join(at, step)
    const kind = kindOf(at)
    if (kind === 'missing') return path
    if (kind === 'link') return join(resolved(at), ...steps.slice(index + 1))
  }
  return path
}

function kindOf(path: string): 'link' | 'missing' | 'other' {
  try {
    return lstatSync(path).isSymbolicLink() ? 'link' : 'other'
  } catch {
    return 'missing'
  }
}

function resolved(link: string): string {
  try {
    return realpathSync(link)
  } catch {
    return link
  }
}

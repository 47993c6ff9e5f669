import { isAbsolute, join } from 'node:path'
import type { RuleContext, Transform } from '../../model/attribute.ts'

/** A path with `~` replaced by the home directory. */
export function expandHome(path: string, home: string): string {
  return path.startsWith('~') && home !== '' ? join(home, path.slice(1)) : path
}

/** An absolute path for one that is relative to the file's directory; the empty path stays empty. */
export function absolutePath(path: string, { directory, home }: RuleContext): string {
  const expanded = expandHome(path, home)
  return expanded === '' || isAbsolute(expanded) ? expanded : join(directory, expanded)
}

const WINDOWS_ABSOLUTE = /^(?:[a-zA-Z]:[\\/]|\\\\[^\\/]+[\\/][^\\/]+)/

/** Like `absolutePath`, for paths that may be those of another system; the empty path is the directory. */
export function hostPath(path: string, { directory, home }: RuleContext): string {
  const expanded = expandHome(path, home)
  if (isAbsolute(expanded) || WINDOWS_ABSOLUTE.test(expanded)) return expanded
  return join(directory, expanded)
}

/** Makes a rule of a path function; what is no text is left as it is. */
export function onText(change: (text: string, context: RuleContext) => string): Transform {
  return (value, context) => (typeof value === 'string' ? change(value, context) : value)
}

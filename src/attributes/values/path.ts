import { posix } from 'node:path'
import type { RuleContext, Transform } from '../../model/attribute.ts'

type Home = Pick<RuleContext, 'directory' | 'home'>

function join(directory: string, path: string): string {
  return cleanPath(`${directory}/${path}`)
}

/** `~` at the start stands for the home directory, whatever follows it. */
export function expandHome(path: string, home: string): string {
  return path.startsWith('~') ? join(home, path.slice(1)) : path
}

/** A path of this machine, absolute; the empty one stays as it is. */
export function absolutePath(path: string, { directory, home }: Home): string {
  const expanded = expandHome(path, home)
  if (expanded === '' || posix.isAbsolute(expanded)) return expanded
  return join(directory, expanded)
}

/** A path of the engine's machine, absolute: Windows paths stay as they are. */
export function enginePath(path: string, { directory, home }: Home): string {
  const expanded = expandHome(path, home)
  return isAbsolute(expanded) ? expanded : join(directory, expanded)
}

/** Whether a path is absolute on Unix or on Windows. */
export function isAbsolute(path: string): boolean {
  return posix.isAbsolute(path) || isWindowsAbsolute(path)
}

const DRIVE = /^.:[\\/]/su
/** `\\server\share` and `\\.\pipe\name`. */
const UNC = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]/u

function isWindowsAbsolute(path: string): boolean {
  return DRIVE.test(path) || UNC.test(path)
}

/** The shortest path that means the same, without a slash at its end. */
export function cleanPath(path: string): string {
  const clean = posix.normalize(path)
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean
}

/** The rule for a value that is a path of the engine's machine. */
export const toEnginePath: Transform = (value, context) =>
  typeof value === 'string' ? enginePath(value, context) : value

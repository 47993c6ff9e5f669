import type { BigIntStats } from 'node:fs'
import type { Stat } from '../wire/messages.ts'

/** Go's os.FileMode bits; the lower nine are the permissions as everywhere. */
export const goMode = {
  directory: 2 ** 31,
  symlink: 1 << 27,
  device: 1 << 26,
  fifo: 1 << 25,
  setuid: 1 << 23,
  setgid: 1 << 22,
  charDevice: 1 << 21,
  sticky: 1 << 20,
} as const

const unixType = {
  mask: 0o170000,
  directory: 0o040000,
  link: 0o120000,
  block: 0o060000,
  char: 0o020000,
  fifo: 0o010000,
}

/** Translates st_mode to Go's os.FileMode. A socket becomes a plain file, which is how fsutil sends it. */
export function goModeOf(mode: number): number {
  let result = mode & 0o777
  const type = mode & unixType.mask
  if (type === unixType.directory) result += goMode.directory
  else if (type === unixType.link) result += goMode.symlink
  else if (type === unixType.block) result += goMode.device
  else if (type === unixType.char) result += goMode.device + goMode.charDevice
  else if (type === unixType.fifo) result += goMode.fifo
  if (mode & 0o4000) result += goMode.setuid
  if (mode & 0o2000) result += goMode.setgid
  if (mode & 0o1000) result += goMode.sticky
  return result
}

/**
 * fsutil's description of a file, with owner 0:0 as every client sends it, so that a build does not depend
 * on who runs it. `linkname` is a symlink's target.
 */
export function goStat(path: string, stats: BigIntStats, linkname = ''): Stat {
  const mode = goModeOf(Number(stats.mode))
  const isDirectory = mode >= goMode.directory
  const result: Stat = { path, mode, size: isDirectory ? 0 : Number(stats.size), modTime: stats.mtimeNs }
  if (linkname !== '') return { ...result, linkname }
  if ((mode & goMode.device) === 0) return result
  return { ...result, ...deviceNumbers(Number(stats.rdev)) }
}

/** Splits Linux's st_rdev as the kernel's makedev packs it. */
function deviceNumbers(rdev: number): { devmajor: number; devminor: number } {
  const high = Math.floor(rdev / 2 ** 32)
  const low = rdev % 2 ** 32
  return {
    devmajor: ((low >>> 8) & 0xfff) + (high & ~0xfff),
    devminor: (low & 0xff) + ((low >>> 12) & 0xfff00),
  }
}

import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder to copy into, beside one of somebody else's that no copy must change. */
export interface Ground {
  readonly target: string
  readonly victim: string
  /** Everything about the other folder that a copy could change. */
  victimState(): unknown
  /** All paths below the target, with what they are. */
  targetPaths(): string[]
  remove(): void
}

export function makeGround(): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'tscompose-hostile-'))
  const target = join(folder, 'target')
  const victim = join(folder, 'victim')
  mkdirSync(target)
  mkdirSync(join(victim, 'sub'), { recursive: true, mode: 0o700 })
  writeFileSync(join(victim, 'file'), 'precious', { mode: 0o600 })
  return {
    target,
    victim,
    victimState: () => [describe(victim), readdirSync(folder).sort()],
    targetPaths: () => pathsBelow(target),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function describe(path: string): unknown {
  const { mode, mtimeMs, ino, uid, nlink } = lstatSync(path)
  const own = { path, mode, mtimeMs, ino, uid, nlink }
  return lstatSync(path).isDirectory()
    ? { ...own, inside: readdirSync(path).map((name) => describe(join(path, name))) }
    : { ...own, text: readFileSync(path, 'utf8') }
}

function pathsBelow(folder: string, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = prefix + entry.name
      const inside = join(folder, entry.name)
      if (entry.isDirectory()) return [`${path}/`, ...pathsBelow(inside, `${path}/`)]
      return [entry.isSymbolicLink() ? `${path} -> ${readlinkSync(inside)}` : path]
    })
    .sort()
}

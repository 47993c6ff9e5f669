import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder with package.json. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** The file in dist/ whose time is that of the last complete build. */
export const buildStamp = '.built'

const sources = [
  'src',
  'schemas',
  'scripts/build',
  'scripts/build.mjs',
  'scripts/compile-schema.mjs',
  'package.json',
]

/** Whether dist/ is there and younger than everything it is made of. */
export async function isBuildFresh() {
  const stamp = join(projectRoot, 'dist', buildStamp)
  if (!existsSync(stamp)) return false
  const built = (await stat(stamp)).mtimeMs
  const times = await Promise.all(sources.map((source) => newest(join(projectRoot, source))))
  return Math.max(...times) < built
}

async function newest(path) {
  if (!existsSync(path)) return 0
  const own = await stat(path)
  if (!own.isDirectory()) return own.mtimeMs
  const inside = await readdir(path)
  // Generated validators are written by the build itself.
  const kept = inside.filter((name) => name !== 'generated')
  const times = await Promise.all(kept.map((name) => newest(join(path, name))))
  return Math.max(own.mtimeMs, ...times)
}

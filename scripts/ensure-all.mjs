import { ensureBuilt } from './build/ensure.mjs'
import { ensureEngine } from './engine/ensure.mjs'
import { ensureImages } from './images/ensure.mjs'

/** Makes sure of all that the program needs to be tried: its build, an engine, the base images. Gives the engine. */
export async function ensureAll() {
  const build = ensureBuilt()
  // A build that fails is told at the end: leaving in the middle would cut apt-get short.
  build.catch(() => {})
  const host = await ensureEngine()
  await ensureImages(host)
  await build
  return host
}

import { ensureBuilt } from './build/ensure.mjs'
import { ensureEngine } from './engine/ensure.mjs'
import { ensureImages } from './images/ensure.mjs'

/** Makes sure of all that the program needs to be tried: its build, an engine, the base images. Gives the engine. */
export async function ensureAll() {
  const [host] = await Promise.all([ensureEngineWithImages(), ensureBuilt()])
  return host
}

async function ensureEngineWithImages() {
  const host = await ensureEngine()
  await ensureImages(host)
  return host
}

import { buildImages } from '../../../src/build/build.ts'
import { Failed } from '../../../src/model/failure.ts'
import { askEngine } from './engine.ts'
import { openDoor } from './engine-door.ts'

/**
 * Makes the engine know the base image of all builds here from a build with cache. On an engine on which the
 * first build ever of a base is one without cache, BuildKit has every other build that goes on at the same
 * time share that build's base, and finds none of their steps in the cache.
 */
export default async function warmBase(): Promise<void> {
  const door = await openDoor()
  const tag = `tsc-warm-${process.pid}`
  const dockerfileInline = `FROM busybox\nRUN echo ${tag}\n`
  try {
    await buildImages(
      [{ service: 'warm', context: import.meta.dirname, dockerfileInline, tags: [tag] }],
      door,
    )
    await askEngine('DELETE', `/images/${tag}?force=1`)
  } catch (error) {
    // Without an engine, or without BuildKit in it, the tests themselves say more.
    if (!(error instanceof Failed) && !(error instanceof Error && 'code' in error)) throw error
  } finally {
    door.close()
  }
}

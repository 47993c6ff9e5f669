import { join } from 'node:path'
import { runHere } from '../engine/run.mjs'
import { Trouble } from '../engine/say.mjs'
import { isBuildFresh, projectRoot } from './freshness.mjs'

/** Builds dist/ when it is absent or older than its sources. */
export async function ensureBuilt() {
  if (await isBuildFresh()) return
  const code = await runHere(process.execPath, [join(projectRoot, 'scripts/build.mjs')], { cwd: projectRoot })
  if (code !== 0) throw new Trouble('The build failed.')
}

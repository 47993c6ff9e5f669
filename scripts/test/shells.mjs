import { installPrograms, requireDebianRoot } from '../engine/debian.mjs'
import { hasProgram } from '../engine/run.mjs'

const shells = { bash: 'bash', zsh: 'zsh', fish: 'fish' }

/** Makes sure of the shells that completion is tested in; tests fail where they are absent. */
export async function ensureShells() {
  const found = await Promise.all(Object.keys(shells).map(hasProgram))
  if (found.every(Boolean)) return
  await requireDebianRoot('Installing zsh and fish for tests')
  await installPrograms(shells)
}

import { ATTRIBUTES } from '../../../src/attributes/all.ts'
import { hashing } from '../../../src/cli/steps/hashing.ts'
import { sealingWith } from '../../../src/cli/steps/seal.ts'
import { ELEMENTS } from '../../../src/elements/all.ts'
import { loadProject } from '../../../src/load/load.ts'
import type { Desired, UpIntent } from '../../../src/plan/desired.ts'
import { RESOLVE_ALL, resolveProject } from '../../../src/resolve/resolve-project.ts'

const sealing = sealingWith(Buffer.alloc(32, 7))

/** What a compose file asks for, read as the command line reads it; the project is called `p`. */
export async function desiredFrom(
  yaml: string,
  { services = [], profiles = [] }: { services?: readonly string[]; profiles?: readonly string[] } = {},
): Promise<Desired> {
  const loaded = await loadProject(
    {
      cwd: '/project',
      files: ['-'],
      projectName: 'p',
      envFiles: [],
      profiles,
      environment: {},
      readStdin: async () => yaml,
      interpolate: true,
      resolvePaths: true,
    },
    { attributes: ATTRIBUTES, elements: ELEMENTS },
  )
  const readVariables = () => Promise.reject(new Error('plan cases have no env files'))
  const { project } = await resolveProject(loaded, { ...RESOLVE_ALL, services, readVariables })
  return { project, hashing, sealing, api: [1, 51], readFile: () => undefined, fileDigest: () => undefined }
}

/** `tscompose up -d` without flags. */
export const PLAIN_UP: UpIntent = {
  services: [],
  recreate: 'diverged',
  recreateDependencies: 'diverged',
  renewAnonymousVolumes: false,
  checkContents: true,
  scale: {},
  start: true,
  wait: false,
  removeOrphans: false,
  ignoreOrphans: false,
  build: 'needed',
  now: 0,
  answers: {},
  assumeYes: false,
}

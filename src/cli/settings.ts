import { dirname, join, resolve } from 'node:path'
import { statOf } from '../load/stat.ts'
import type { Globals } from './globals.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables of the process, and below them COMPOSE_* of the env files that the project is read with: settings of
 * commands may stand there too.
 */
export async function withEnvFileSettings(
  environment: Environment,
  globals: Pick<Globals, 'file' | 'envFile' | 'profile' | 'projectDirectory' | 'workdir'>,
  cwd: string,
): Promise<Environment> {
  const directory = globals.projectDirectory || globals.workdir
  const { file: files, envFile: envFiles, profile: profiles } = globals
  const first = files.find((file) => file !== '-')
  const isNamed = envFiles.length > 0 || environment.COMPOSE_ENV_FILES
  // Reading is for those few that have one: the program is to start fast.
  if (!isNamed && !statOf(join(resolve(cwd, directory || (first ? dirname(first) : '.')), '.env')))
    return environment
  const { readComposeVariables } = await import('../load/project/environment.ts')
  const options = {
    cwd,
    files,
    envFiles,
    profiles,
    environment,
    ...(directory && { projectDirectory: directory }),
  }
  return { ...(await readComposeVariables(options)), ...environment }
}

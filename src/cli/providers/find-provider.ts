import { access, constants, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { DockerConfig } from '../../engine/docker-config.ts'

/** Where the docker client's packages put its plugins. */
const SYSTEM_DIRECTORIES = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
]

/**
 * The program of a provider: the docker client's plugin `docker-TYPE`, else the program TYPE on the PATH;
 * undefined when there is neither.
 */
export async function findProvider(
  type: string,
  { directory, cliPluginsExtraDirs = [] }: Pick<DockerConfig, 'directory' | 'cliPluginsExtraDirs'>,
  path = '',
): Promise<string | undefined> {
  const plugins = [...cliPluginsExtraDirs, join(directory, 'cli-plugins'), ...SYSTEM_DIRECTORIES]
  const candidates = [
    ...plugins.map((folder) => join(folder, `docker-${type}`)),
    ...path
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, type)),
  ]
  for (const candidate of candidates) if (await isProgram(candidate)) return candidate
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

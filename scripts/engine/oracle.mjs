import { existsSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { requireDebianRoot } from './debian.mjs'
import { downloadPackages } from './download.mjs'
import { withLock } from './lock.mjs'
import { enginePlaces } from './places.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const binary = 'usr/libexec/docker/cli-plugins/docker-compose'

/**
 * Gives the path of a real docker-compose to compare with, fetched from Debian into a folder of our own on
 * first use. It is a single program that runs without being installed.
 */
export async function ensureOracle(env = process.env) {
  const places = enginePlaces(env)
  if (!existsSync(places.oracle)) await requireDebianRoot('Getting docker-compose for comparison')
  return withLock(places.oracle, async () => {
    await mkdir(places.folder, { recursive: true })
    const { suite, versions } = await downloadPackages({
      target: places.oracle,
      packages: ['docker-compose', 'docker-buildx'],
      apt: places.apt,
      check: (folder) => run(join(folder, binary), ['version']),
    })
    say(`docker-compose ${versions['docker-compose']} from Debian ${suite} is in ${places.oracle}`)
    return join(places.oracle, binary)
  })
}

/**
 * The environment in which docker-compose finds what came with it: it builds with docker-buildx. It is a docker
 * configuration in `folder` in the place of the user's.
 */
export function oracleEnvironment(oracle, folder) {
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: [dirname(oracle)] }))
  return { DOCKER_CONFIG: folder }
}

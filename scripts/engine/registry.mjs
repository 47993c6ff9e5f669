import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { requireDebianRoot } from './debian.mjs'
import { downloadPackages } from './download.mjs'
import { withLock } from './lock.mjs'
import { enginePlaces } from './places.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const binary = 'usr/bin/docker-registry'

/** Gives the path of an image registry to test with, fetched from Debian into a folder of our own on first use. */
export async function ensureRegistry(env = process.env) {
  const places = enginePlaces(env)
  if (!existsSync(places.registry)) await requireDebianRoot('Getting a registry to test with')
  return withLock(places.registry, async () => {
    await mkdir(places.folder, { recursive: true })
    const { suite, versions } = await downloadPackages({
      target: places.registry,
      packages: ['docker-registry'],
      apt: places.apt,
      check: (folder) => run(join(folder, binary), ['--version']),
    })
    say(`docker-registry ${versions['docker-registry']} from Debian ${suite} is in ${places.registry}`)
    return join(places.registry, binary)
  })
}

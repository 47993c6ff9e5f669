import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from './api.mjs'
import { installPrograms, requireDebianRoot } from './debian.mjs'
import { downloadPackages } from './download.mjs'
import { findEngine } from './find.mjs'
import { withLock } from './lock.mjs'
import { enginePlaces } from './places.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { startEngine } from './start.mjs'

/**
 * Gives the address of an engine that answers: the one that is there, which is left as it is, or else one that
 * is fetched from Debian into a folder of our own and started from it. Says on stdout what it does.
 */
export async function ensureEngine(env = process.env) {
  const there = await findEngine(env)
  if (there) {
    say(`using the engine at ${there} (${await engineVersion(there)})`)
    return there
  }
  const places = enginePlaces(env)
  say('no engine answers on this machine')
  await requireDebianRoot('Getting an engine')
  return withLock(places.folder, async () => (await findEngine(env)) ?? getAndStart(places))
}

async function getAndStart(places) {
  await mkdir(places.folder, { recursive: true })
  await installPrograms({ runc: 'runc', iptables: 'iptables' })
  const { suite, versions } = await downloadPackages({
    target: places.programs,
    packages: ['docker.io', 'containerd', 'tini-static|tini'],
    apt: places.apt,
    check: checkEngine,
  })
  say(`Docker Engine ${versions['docker.io']} and containerd ${versions.containerd} from Debian ${suite}`)
  const host = await startEngine(places)
  say(`the engine answers at ${host} (${await engineVersion(host)}); to stop it: kill $(cat ${places.pid})`)
  return host
}

/** A suite newer than this machine may need a newer libc: a program that cannot even print its version says so. */
async function checkEngine(folder) {
  await run(join(folder, 'usr/sbin/dockerd'), ['--version'])
  await run(join(folder, 'usr/bin/containerd'), ['--version'])
}

async function engineVersion(host) {
  const { json } = await request(host, 'GET', '/version')
  return `version ${json?.Version}, API ${json?.ApiVersion}`
}

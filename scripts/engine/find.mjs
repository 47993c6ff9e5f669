import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { request } from './api.mjs'
import { enginePlaces } from './places.mjs'
import { Trouble } from './say.mjs'

/**
 * Looks for an engine that already answers. Gives its address (`unix://…`, `tcp://…`), or undefined when there
 * is none; throws when the user named one that cannot be used, because then starting another is wrong.
 */
export async function findEngine(env = process.env) {
  if (env.DOCKER_HOST) return findNamed(env)
  for (const socket of knownSockets(env)) {
    if (!existsSync(socket)) continue
    const state = await probe(`unix://${socket}`)
    if (state === 'answers') return `unix://${socket}`
    if (state === 'EACCES') throw new Trouble(noPermission(socket))
  }
  return undefined
}

function knownSockets(env) {
  if (env.TSCOMPOSE_ENGINE_SOCKET) return [env.TSCOMPOSE_ENGINE_SOCKET]
  const home = homedir()
  return [
    enginePlaces(env).socket,
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
  ]
}

async function findNamed(env) {
  const host = env.DOCKER_HOST
  if (!/^(unix|tcp):\/\//.test(host) || env.DOCKER_TLS_VERIFY) {
    throw new Trouble(
      `DOCKER_HOST is ${host}: the scripts here speak plain unix:// and tcp:// only.\n` +
        'Unset it, or point it at such an address.',
    )
  }
  const state = await probe(host)
  if (state === 'answers') return host
  throw new Trouble(
    `DOCKER_HOST is ${host}, but no engine answers there (${state}).\nStart that engine, or unset DOCKER_HOST.`,
  )
}

function noPermission(socket) {
  return (
    `An engine listens on ${socket}, but this user may not use it.\n` +
    "Add the user to the socket's group (usually `docker`) and log in again, or run as root."
  )
}

/** What an address does when asked `/_ping`: 'answers', or the word for why not. */
export async function probe(host) {
  try {
    const { status } = await request(host, 'GET', '/_ping', { signal: AbortSignal.timeout(3000) })
    return status === 200 ? 'answers' : `HTTP ${status}`
  } catch (error) {
    return error.code ?? error.name
  }
}

import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where an engine of our own lives. Two checkouts share it, so it is in the user's cache and not here.
 * TSCOMPOSE_ENGINE_DIR moves the folder (programs, images, log), TSCOMPOSE_ENGINE_SOCKET the socket.
 */
export function enginePlaces(env = process.env) {
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = env.TSCOMPOSE_ENGINE_DIR || join(cache, 'tscompose', 'engine')
  const socket = env.TSCOMPOSE_ENGINE_SOCKET || '/var/run/docker.sock'
  const stem = socket.replace(/\.sock$/, '')
  return {
    folder,
    socket,
    apt: join(folder, 'apt'),
    programs: join(folder, 'programs'),
    oracle: join(folder, 'oracle'),
    registry: join(folder, 'registry'),
    data: join(folder, 'data'),
    log: join(folder, 'dockerd.log'),
    // Unix sockets have short path limits and containerd's lies under here: so beside the engine's socket.
    state: stem,
    pid: `${stem}.pid`,
  }
}

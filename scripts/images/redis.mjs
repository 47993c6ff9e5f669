import { fileURLToPath } from 'node:url'
import { baseImage } from './base.mjs'
import { buildFolder } from './send.mjs'

/** Makes `redis` out of Debian's redis-server, to be used like the published image. Needs the base image. */
export async function makeRedis(host, image) {
  await buildFolder(host, image, fileURLToPath(new URL('redis/', import.meta.url)), { BASE: baseImage })
}

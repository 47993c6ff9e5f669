import { requireDebianRoot } from '../engine/debian.mjs'
import { withLock } from '../engine/lock.mjs'
import { enginePlaces } from '../engine/places.mjs'
import { say } from '../engine/say.mjs'
import { makeBase } from './base.mjs'
import { makeBusybox } from './busybox.mjs'
import { builtLabel } from './label.mjs'
import { makeNode } from './node.mjs'
import { makeRedis } from './redis.mjs'
import { hasImage, pullImage } from './send.mjs'

/** The images that the examples and tests stand on; `onBase` ones are made upon the Debian base image. */
const recipes = [
  { image: 'busybox:latest', make: makeBusybox, onBase: false },
  { image: 'redis:latest', make: makeRedis, onBase: true },
  { image: 'node:20', make: makeNode, onBase: true },
]

/** Makes sure that the engine has the base images: pulls the absent ones, builds those no registry gives. */
export async function ensureImages(host) {
  if ((await absentOf(host, recipes)).length === 0) return
  const unpulled = await pullAll(host, await absentOf(host, recipes))
  if (unpulled.length === 0) return
  await requireDebianRoot(`Building ${unpulled.map(({ image }) => image).join(', ')} without a registry`)
  await withLock(`${enginePlaces().folder}/images`, async () =>
    buildAll(host, await absentOf(host, unpulled)),
  )
}

async function absentOf(host, wanted) {
  const has = await Promise.all(wanted.map(({ image }) => hasImage(host, image)))
  return wanted.filter((_, index) => !has[index])
}

async function pullAll(host, wanted) {
  say(`pulling ${wanted.map(({ image }) => image).join(', ')}`)
  const pulled = await Promise.all(wanted.map((recipe) => tryPull(host, recipe.image)))
  return wanted.filter((_, index) => !pulled[index])
}

async function tryPull(host, image) {
  try {
    await pullImage(host, image)
    say(`pulled ${image}`)
    return true
  } catch (error) {
    say(`${image} cannot be pulled: ${error.message.trim()}`)
    return false
  }
}

async function buildAll(host, wanted) {
  if (wanted.length === 0) return
  say(
    `building from Debian packages, marked with the label ${builtLabel}: ${wanted.map((one) => one.image).join(', ')}`,
  )
  // One apt-get at a time: both busybox and the base may have to install a package first.
  for (const recipe of wanted.filter(({ onBase }) => !onBase)) await build(host, recipe)
  const upon = wanted.filter(({ onBase }) => onBase)
  if (upon.length === 0) return
  await makeBase(host)
  await Promise.all(upon.map((recipe) => build(host, recipe)))
}

async function build(host, { image, make }) {
  await make(host, image)
  say(`built ${image}`)
}

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
  const absent = await absentOf(host, recipes)
  if (absent.length === 0) return
  const unpulled = await pullAll(host, absent)
  if (unpulled.length === 0) return
  await requireDebianRoot(`Building ${names(unpulled)} without a registry`)
  await withLock(`${enginePlaces().folder}/images`, async () =>
    buildAll(host, await absentOf(host, unpulled)),
  )
}

async function absentOf(host, wanted) {
  const has = await Promise.all(wanted.map(({ image }) => hasImage(host, image)))
  return wanted.filter((_, index) => !has[index])
}

/** Pulls what can be pulled, and gives back the rest. */
async function pullAll(host, wanted) {
  say(`pulling ${names(wanted)}`)
  const problems = await Promise.all(wanted.map(({ image }) => tryPull(host, image)))
  const rest = wanted.filter((_, index) => problems[index])
  if (rest.length > 0) say(`no registry gives ${names(rest)}: ${problems.find(Boolean)}`)
  return rest
}

/** What goes wrong when pulling an image, or undefined when nothing does. */
async function tryPull(host, image) {
  try {
    await pullImage(host, image)
    say(`pulled ${image}`)
    return undefined
  } catch (error) {
    return error.name === 'AbortError' ? 'no answer within 8 s' : error.message.trim()
  }
}

function names(wanted) {
  return wanted.map(({ image }) => image).join(', ')
}

async function buildAll(host, wanted) {
  if (wanted.length === 0) return
  say(`building from Debian packages, marked with the label ${builtLabel}: ${names(wanted)}`)
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

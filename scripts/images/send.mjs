import { spawn } from 'node:child_process'
import { request, requestStream } from '../engine/api.mjs'
import { builtLabel } from './label.mjs'

/** Whether the engine has an image by this name. */
export async function hasImage(host, image) {
  const { status } = await request(host, 'GET', `/images/${encodeURIComponent(image)}/json`)
  return status === 200
}

/** Pulls an image; gives up when the registry has not begun to answer after a few seconds. */
export async function pullImage(host, image) {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), 8000)
  const [fromImage, tag = 'latest'] = image.split(':')
  try {
    await requestStream(host, 'POST', '/images/create', {
      query: { fromImage, tag },
      signal: silence.signal,
      onData: () => clearTimeout(timer),
    })
  } finally {
    clearTimeout(timer)
  }
}

/** Makes an image of one layer out of a folder; `changes` are Dockerfile lines such as `CMD ["sh"]`. */
export async function importFolder(host, image, folder, changes) {
  await importTar(host, image, tarOf(folder), changes)
}

/** As `importFolder`, out of a tar stream. */
export async function importTar(host, image, tar, changes) {
  const [repo, tag] = image.split(':')
  const query = { fromSrc: '-', repo, tag, changes: [...changes, `LABEL ${builtLabel}`] }
  await requestStream(host, 'POST', '/images/create', { query, body: tar })
}

/** Builds an image from a folder with a Dockerfile; this machine's proxy settings reach its RUN lines. */
export async function buildFolder(host, image, folder, args = {}) {
  const [name, value] = builtLabel.split('=')
  const query = {
    t: image,
    rm: '1',
    forcerm: '1',
    labels: { [name]: value },
    buildargs: { ...proxies(), ...args },
  }
  await requestStream(host, 'POST', '/build', { query, body: tarOf(folder) })
}

function proxies(env = process.env) {
  return Object.fromEntries(
    Object.entries(env).filter(([key, value]) => value && /^(https?|no)_proxy$/i.test(key)),
  )
}

function tarOf(folder) {
  const child = spawn('tar', ['-C', folder, '--numeric-owner', '-c', '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return child.stdout
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from '../../scripts/engine/api.mjs'

/** Watches that go on between two samples, by folder. */
const watches = new Map()
let saves = 0

function writeProject(folder, ignore = []) {
  const rule = { path: './src', action: 'sync', target: '/app', ignore }
  const web = {
    image: 'busybox',
    command: ['sleep', '1000000'],
    init: true,
    stop_grace_period: '0s',
    develop: { watch: [rule] },
  }
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/first'), '')
  const name = basename(folder).toLowerCase()
  writeFileSync(join(folder, 'compose.yaml'), JSON.stringify({ name, services: { web } }))
}

/** 50,000 files in 550 directories, as a node_modules has them. */
function writeBigTree(folder) {
  for (let d = 0; d < 550; d++) {
    const directory = join(folder, `package-${Math.floor(d / 5)}/part-${d}`)
    mkdirSync(directory, { recursive: true })
    for (let f = 0; f < 91; f++) writeFileSync(join(directory, `file-${f}.js`), `export const a = ${f}\n`)
  }
}

/** Where the container's files are seen from here; the engine runs on this machine. */
async function rootOf(folder) {
  const host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock'
  const name = `${basename(folder).toLowerCase()}-web-1`
  const { json } = await request(host, 'GET', `/containers/${name}/json`)
  return `/proc/${json.State.Pid}/root/app`
}

async function startWatch(folder, background) {
  const watch = background(['watch', '--no-up'])
  await watch.prints('Watch enabled')
  await sleep(300)
  watches.set(folder, { watch, root: await rootOf(folder) })
}

async function stopWatch(run, folder) {
  await watches.get(folder)?.watch.stop()
  watches.delete(folder)
  await run(['down', '-t', '0'])
}

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Milliseconds from before `write` until `isSeen`, looked at all the time. */
async function until(write, isSeen) {
  const since = performance.now()
  write()
  while (!isSeen()) {
    if (performance.now() - since > 60_000) throw new Error('the change was not seen within a minute')
    await sleep(0)
  }
  return performance.now() - since
}

function saving(name, files, target, runs) {
  return {
    name,
    runs,
    target,
    async setUp(folder, run, background) {
      writeProject(folder)
      await run(['up', '-d'])
      await startWatch(folder, background)
    },
    async sample(folder) {
      const { watch, root } = watches.get(folder)
      const text = `save ${saves++}\n`
      const names = Array.from({ length: files }, (_, i) => `file-${i}`)
      const write = () => {
        for (const one of names) writeFileSync(join(folder, 'src', one), text)
      }
      const missing = [...names]
      const isSeen = () => {
        while (missing.length > 0 && read(join(root, missing.at(-1))) === text) missing.pop()
        return missing.length === 0
      }
      const ms = await until(write, isSeen)
      await sleep(100)
      return { ms, peak: watch.peak() }
    },
    tearDown: stopWatch,
  }
}

function readiness(name, ignore, target) {
  return {
    name,
    runs: 5,
    target,
    async setUp(folder, run) {
      writeProject(folder, ignore)
      writeBigTree(join(folder, 'src/node_modules'))
      await run(['up', '-d'])
    },
    async sample(_, background) {
      const since = performance.now()
      const watch = background(['watch', '--no-up'])
      await watch.prints('Watch enabled')
      const ms = performance.now() - since
      await sleep(500)
      const peak = watch.peak()
      await watch.stop()
      return { ms, peak }
    },
    tearDown: (run) => run(['down', '-t', '0']),
  }
}

/** What a developer waits for all day: from saving a file to its being in the container. */
export const cases = [
  saving('watch: one file saved, until it is in the container', 1, '20 ms, 0.1', 20),
  saving('watch: 500 files saved at once', 500, 0.5, 5),
  readiness('watch: ready, 50,000 files that are ignored', ['node_modules'], '500 ms, 120 MB'),
  readiness('watch: ready, 50,000 files', [], '1500 ms, 200 MB'),
]

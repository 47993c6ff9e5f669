// Edits a tree at random while tscompose watches it, breaks things in between, and compares the trees at the end.
//   node scripts/soak-watch.mjs                 ten minutes
//   node scripts/soak-watch.mjs --seconds 60    --seed 7 repeats the edits of an earlier run
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureBuilt } from './build/ensure.mjs'
import { ensureEngine } from './engine/ensure.mjs'
import { main, say } from './engine/say.mjs'
import { ensureImages } from './images/ensure.mjs'
import { compareTrees } from './soak/compare-trees.mjs'
import { createEditor } from './soak/editor.mjs'
import { createRandom } from './soak/random.mjs'
import { openRelay } from './soak/relay.mjs'

const program = join(import.meta.dirname, '../bin/tscompose.js')

await main(async () => {
  const { seconds, seed } = readArguments(process.argv.slice(2))
  await ensureBuilt()
  const host = await ensureEngine()
  await ensureImages(host)
  const folder = mkdtempSync(join(tmpdir(), 'soak-'))
  const relay = await openRelay(host)
  const soak = { folder, host, relay, random: createRandom(seed), name: basename(folder).toLowerCase() }
  say(`${seconds} seconds, seed ${seed}`)
  try {
    return await run(soak, seconds)
  } finally {
    await compose(soak, ['down', '-t', '0'])
    await relay.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function readArguments(argv) {
  const numberOf = (flag, fallback) => (argv.includes(flag) ? Number(argv[argv.indexOf(flag) + 1]) : fallback)
  return { seconds: numberOf('--seconds', 600), seed: numberOf('--seed', Date.now() % 1_000_000) }
}

async function run(soak, seconds) {
  const editor = createEditor(soak.folder, soak.random)
  editor.begin(soak.name)
  await compose(soak, ['up', '-d'])
  let watch = await startWatch(soak)
  const disturbances = { 'kill the watch': 0, 'take the engine away': 0, 'make containers anew': 0 }
  const end = Date.now() + seconds * 1000
  let edits = 0
  for (let next = Date.now() + 5000; Date.now() < end; ) {
    edits += editor.edit()
    await sleep(soak.random.below(60))
    if (Date.now() < next) continue
    const what = soak.random.pick(Object.keys(disturbances))
    disturbances[what] += 1
    if (what === 'kill the watch') watch = await killAndRestart(soak, watch, editor)
    else if (what === 'take the engine away') await takeAway(soak.relay, editor)
    else await compose(soak, ['up', '-d', '--force-recreate', '-t', '0'])
    next = Date.now() + 5000 + soak.random.below(10_000)
  }
  say(
    `${edits} edits; ${Object.entries(disturbances)
      .map(([what, n]) => `${what}: ${n}`)
      .join(', ')}`,
  )
  return verdict(soak, watch)
}

/**
 * What is written while nobody watches is copied at the next beginning: the rule asks for an initial sync. What was
 * removed is known to nobody then: the trees are made equal before.
 */
async function killAndRestart(soak, watch, editor) {
  const differences = await differencesLeft(soak)
  if (differences.length > 0) say(`${differences.length} differences before the watch was killed`)
  for (let i = 0; i < 10; i++) editor.write()
  watch.kill('SIGKILL')
  editor.write()
  return startWatch(soak)
}

async function takeAway(relay, editor) {
  await relay.leave()
  for (let i = 0; i < 20; i++) {
    editor.edit()
    await sleep(50)
  }
  await relay.comeBack()
}

/** Trees must be equal within half a minute of the last edit. */
async function differencesLeft(soak) {
  let differences = []
  for (let i = 0; i < 30; i++) {
    await sleep(1000)
    differences = await compareTrees(soak).catch(({ message }) => [message])
    if (differences.length === 0) break
  }
  return differences
}

async function verdict(soak, watch) {
  const differences = await differencesLeft(soak)
  watch.kill('SIGINT')
  for (const line of differences.slice(0, 20)) say(line)
  say(differences.length === 0 ? 'the trees are equal' : `${differences.length} differences`)
  return differences.length === 0 ? 0 : 1
}

function startWatch({ folder, relay }) {
  const env = { ...process.env, DOCKER_HOST: relay.host }
  const child = spawn(process.execPath, [program, 'watch', '--no-up'], { cwd: folder, env, stdio: 'pipe' })
  return new Promise((resolve, reject) => {
    let printed = ''
    const look = (chunk) => {
      printed = (printed + chunk).slice(-20_000)
      if (printed.includes('Watch enabled')) resolve(child)
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('exit', () => reject(new Error(`the watch ended:\n${printed}`)))
  })
}

function compose({ folder, host }, args) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, DOCKER_HOST: host },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.on('exit', resolve))
}

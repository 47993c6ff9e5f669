// Throws made-up files and arguments at the program, and reports what crashes, hangs or takes too much memory.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from './build/freshness.mjs'
import { main, say, Trouble } from './engine/say.mjs'
import { argumentsOf } from './fuzz/arguments.mjs'
import { composeFile } from './fuzz/compose-file.mjs'
import { envFile, ignoreFile } from './fuzz/other-files.mjs'
import { Random } from './fuzz/random.mjs'
import { runBounded } from './fuzz/run-bounded.mjs'
import { spoil } from './fuzz/spoil.mjs'

const program = join(projectRoot, 'bin/tscompose.js')

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    /** One input of a seed alone, to see it again. */
    only: { type: 'string' },
  },
})

await main(async () => {
  const [seconds, seed, only] = [values.seconds, values.seed, values.only ?? '0'].map(Number)
  if (![seconds, seed, only].every((number) => number >= 0))
    throw new Trouble('--seconds, --seed and --only are numbers')
  const until = Date.now() + seconds * 1000
  const folder = await mkdtemp(join(tmpdir(), 'tscompose-fuzz-'))
  say(`seed ${seed}, ${seconds} s, in ${folder}`)
  const count = { inputs: 0, faults: 0 }
  const again = async (number) => {
    count.inputs++
    if (!(await tried(number, seed, folder))) count.faults++
  }
  const worker = async () => {
    while (Date.now() < until) await again(count.inputs)
  }
  if (values.only === undefined) await Promise.all(Array.from({ length: availableParallelism() }, worker))
  else await again(only)
  if (count.faults === 0) await rm(folder, { recursive: true })
  say(`${count.inputs} inputs, ${count.faults} faults`)
  return count.faults === 0 ? 0 : 1
})

/** Runs one input; a fault is told with how to see it again, and its files are kept. */
async function tried(number, seed, folder) {
  // Far apart, so that inputs of neighbouring numbers have nothing in common.
  const random = new Random(Math.imul(seed + 1, 0x9e3779b1) + Math.imul(number, 0x85ebca6b))
  const cwd = join(folder, `${number}`)
  const home = join(cwd, 'home')
  await mkdir(home, { recursive: true })
  await Promise.all(filesOf(random).map(([name, text]) => writeFile(join(cwd, name), text)))
  const args = argumentsOf(random)
  // No program is found, no engine answers, and nothing of the user's is read or written.
  const env = {
    HOME: home,
    PATH: home,
    DOCKER_CONFIG: home,
    DOCKER_HOST: `unix://${home}/none.sock`,
    TMPDIR: home,
  }
  const fault = await runBounded(program, args, { cwd, env })
  if (fault === undefined) await rm(cwd, { recursive: true })
  else
    say(
      `${fault}\n  tscompose ${JSON.stringify(args)} in ${cwd}\n  npm run fuzz -- --seed ${seed} --only ${number}`,
    )
  return fault === undefined
}

function filesOf(random) {
  const compose = () => spoil(composeFile(random), random)
  return [
    ['compose.yaml', compose()],
    ['more.yaml', compose()],
    ['.env', spoil(envFile(random), random)],
    ['a', spoil(envFile(random), random)],
    ['.dockerignore', spoil(ignoreFile(random), random)],
    ['Dockerfile', 'FROM scratch\n'],
  ]
}

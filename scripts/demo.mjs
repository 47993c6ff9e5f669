// Brings up examples/hello on a machine in any state and shows that it works.
import { join } from 'node:path'
import { projectRoot } from './build/freshness.mjs'
import { runHere } from './engine/run.mjs'
import { main, say, Trouble } from './engine/say.mjs'
import { ensureAll } from './ensure-all.mjs'

const example = join(projectRoot, 'examples/hello')
const program = join(projectRoot, 'bin/tscompose.js')
const address = 'http://localhost:8080/'

await main(async () => {
  const host = await ensureAll()
  await tscompose(host, 'up', '-d', '--wait')
  await tscompose(host, 'ps')
  say(`GET ${address}`)
  process.stdout.write(await visit())
  await tscompose(host, 'logs', '-n', '3')
  process.stdout.write(nextSteps(host))
})

async function tscompose(host, ...args) {
  say(`tscompose ${args.join(' ')}`)
  const env = { ...process.env, DOCKER_HOST: host }
  const code = await runHere(process.execPath, [program, ...args], { cwd: example, env })
  if (code !== 0) throw new Trouble(`tscompose ${args.join(' ')} ended with ${code}.`)
}

/** The api's answer: it is healthy by now. */
async function visit() {
  const response = await fetch(address, { signal: AbortSignal.timeout(30_000) }).catch((error) => {
    throw new Trouble(`${address} does not answer: ${error.cause?.message ?? error.message}`)
  })
  const text = await response.text()
  if (!response.ok) throw new Trouble(`${address} answered ${response.status}: ${text}`)
  return text
}

function nextSteps(host) {
  const isUsual = host === 'unix:///var/run/docker.sock' && !process.env.DOCKER_HOST
  const prefix = isUsual ? '' : `DOCKER_HOST=${host} `
  const call = (args) => `  ${prefix}${program} ${args}\n`
  return `
The stack runs. To look further:
  cd ${example}
  curl ${address}
${call('ps')}${call('logs -f')}To stop it:
${call('down')}`
}

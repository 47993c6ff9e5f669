import { once } from 'node:events'
import { chmod, cp } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { type Outcome, start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'

/** One error, of which all of `texts` are part; nothing that only a programmer would read. */
function expectOneError({ code, stderr }: Outcome, ...texts: readonly string[]): void {
  for (const text of texts) expect(stderr).toContain(text)
  expect({ code, errors: stderr.match(/^error: /gm)?.length }, stderr).toEqual({ code: 1, errors: 1 })
  expect(stderr).not.toMatch(
    /^\s+at .*\(|node:internal|\[object Object\]|undefined(?! (network|volume|secret|config|service) )/m,
  )
}

const FILES: Readonly<Record<string, { yaml: string; says: readonly string[] }>> = {
  'a syntax error of YAML': {
    yaml: 'services:\n  web:\n    image: "busybox\n',
    says: ['compose.yaml:3:', '3 |     image: "busybox'],
  },
  'a value of the wrong kind': {
    yaml: 'services:\n  web:\n    image: busybox\n    restart: [always]\n',
    says: ['services.web.restart must be', 'compose.yaml:4:14', '4 |     restart: [always]'],
  },
  'a key that there is not': {
    yaml: 'services:\n  web:\n    image: busybox\n    restrat: always\n',
    says: ['services.web', '"restrat"', 'compose.yaml:4:5', 'did you mean restart?'],
  },
  'an undefined network': {
    yaml: 'services:\n  web: {image: busybox, networks: [bakc]}\nnetworks: {back: {}}\n',
    says: ['service "web"', 'network "bakc"', 'compose.yaml:2:', 'did you mean "back"?'],
  },
  'an undefined volume': {
    yaml: 'services:\n  web: {image: busybox, volumes: ["data:/data"]}\n',
    says: ['service "web"', 'volume "data"', 'compose.yaml:2:', 'top-level key volumes'],
  },
  'an undefined secret': {
    yaml: 'services:\n  web: {image: busybox, secrets: [token]}\n',
    says: ['service "web"', 'secret "token"', 'compose.yaml:2:', 'top-level key secrets'],
  },
  'an undefined config': {
    yaml: 'services:\n  web: {image: busybox, configs: [site]}\n',
    says: ['service "web"', 'config "site"', 'compose.yaml:2:'],
  },
  'an undefined dependency': {
    yaml: 'services:\n  web: {image: busybox, depends_on: [dbb]}\n  db: {image: busybox}\n',
    says: ['service "web"', 'service "dbb"', 'compose.yaml:2:', 'did you mean "db"?'],
  },
  'a dependency cycle': {
    yaml: `services:
  a: {image: busybox, depends_on: [b]}
  b: {image: busybox, depends_on: [c]}
  c: {image: busybox, depends_on: [a]}
`,
    says: ['a -> b -> c -> a', 'compose.yaml:'],
  },
  'an env_file that is not there': {
    yaml: 'services:\n  web: {image: busybox, env_file: [prod.env]}\n',
    says: ['prod.env is not there', 'compose.yaml:2:'],
  },
  'a required variable that is unset': {
    yaml: 'services:\n  web: {image: "busybox:${TAG:?which one}"}\n',
    says: ['TAG', 'which one', 'compose.yaml:2:', 'set TAG in the environment or in .env'],
  },
}

describe('what is wrong in the files is told with its place', () => {
  for (const [name, { yaml, says }] of Object.entries(FILES))
    scenario(name, async ({ stack }) => {
      await stack.write({ 'compose.yaml': yaml })
      expectOneError(await stack.run('up -d'), ...says)
      expect(await states(stack)).toEqual({})
    })

  scenario('all of it at once', async ({ stack }) => {
    const yaml = 'services:\n  a: {image: 1}\n  b: {imag: busybox}\n  c: {image: busybox, ports: x}\n'
    await stack.write({ 'compose.yaml': yaml })
    const { code, stderr } = await stack.run('up -d')
    expect(code).toBe(1)
    for (const place of [':2:', ':3:', ':4:']) expect(stderr).toContain(`compose.yaml${place}`)
  })

  scenario('no file', async ({ stack }) => {
    expectOneError(await stack.run('up -d'), 'no compose file', 'compose.yaml')
  })

  scenario('a service that there is not', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
    for (const command of ['up -d wbe', 'logs wbe', 'down wbe'])
      expectOneError(await stack.run(command), 'no service "wbe"', 'did you mean "web"?')
  })
})

describe('what is wrong with the engine is told with what to do', () => {
  const up = (stack: Stack, env: Record<string, string>) =>
    start([...tscompose, 'up', '-d'], { cwd: stack.folder, env }).ended

  scenario('nothing at its address', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
    const socket = `unix://${join(stack.folder, 'no.sock')}`
    expectOneError(await up(stack, { DOCKER_HOST: socket }), socket, 'DOCKER_HOST')
    const port = 'tcp://127.0.0.1:1'
    expectOneError(await up(stack, { DOCKER_HOST: port }), port, 'nothing listens there')
    expectOneError(await up(stack, { DOCKER_HOST: 'ftp://engine' }), '"ftp://engine"', 'unix://')
  })

  scenario('a socket that one may not open', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
    const socket = join(stack.folder, 'closed.sock')
    const server = createServer()
    await once(server.listen(socket), 'listening')
    await chmod(socket, 0)
    const outcome = await runUnprivileged(stack, ['up', '-d'], { DOCKER_HOST: `unix://${socket}` })
    server.close()
    expectOneError(outcome, 'not allowed', `unix://${socket}`, 'group')
  })
})

/** Runs a copy of the program that anybody may read, as nobody where we are root. */
async function runUnprivileged(
  { folder }: Stack,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Outcome> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const copy = join(folder, 'copy')
  for (const part of ['bin', 'dist', 'package.json'])
    await cp(join(root, part), join(copy, part), { recursive: true })
  await chmod(join(folder, '..'), 0o755)
  const nobody = 65534
  const drop = `if(process.getuid()===0){process.setgroups([]);process.setgid(${nobody});process.setuid(${nobody})}`
  const program = [
    process.execPath,
    '--import',
    `data:text/javascript,${drop}`,
    join(copy, 'bin/tscompose.js'),
  ]
  return start([...program, ...args], { cwd: folder, env: { ...env, HOME: folder } }).ended
}

describe('what is wrong with images is told with their name', () => {
  scenario('one that is nowhere', async ({ stack }) => {
    // No registry listens on port 1.
    const image = `127.0.0.1:1/${stack.name}:1`
    await stack.write({ 'compose.yaml': `services:\n  web: {image: "${image}"}\n` })
    expectOneError(await stack.run('up -d'), image)
    expect(await states(stack)).toEqual({})
  })

  scenario('a build that fails, with its line and what it printed last', async ({ stack }) => {
    await stack.write({
      'web/Dockerfile':
        'FROM busybox\nRUN echo preparing\nRUN echo compiling && echo "no such header" >&2 && exit 7\n',
      'compose.yaml': 'services:\n  web: {build: web}\n',
    })
    const outcome = await stack.run('up -d')
    expectOneError(outcome, 'service "web"', 'exit code: 7', '> 3 | RUN echo compiling', '| no such header')
    await stack.write({ 'web/Dockerfile': 'FROM busybox\nCMD ["sleep", "1000"]\n' })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'web-1': 'running' })
    await stack.succeeds('down -t 0')
  })

  scenario('a Dockerfile that is wrong or not there', async ({ stack }) => {
    await stack.write({
      Dockerfile: 'FROM busybox\nRUNN true\n',
      'compose.yaml': 'services:\n  web: {build: .}\n',
    })
    expectOneError(await stack.run('up -d'), 'service "web"', 'RUNN', '> 2 | RUNN true')
    await stack.write({ 'compose.yaml': 'services:\n  web: {build: {context: ., dockerfile: Other}}\n' })
    expectOneError(await stack.run('up -d'), 'Dockerfile of service "web" is not there', 'Other')
  })
})

describe('what goes wrong with containers is told, and the next up finishes the work', () => {
  scenario('a port that another container has', async ({ stack }) => {
    const holder = `services:\n  holder: {${SLEEPER}, ports: ["127.0.0.1::80"]}\n`
    await stack.write({ 'compose.yaml': holder })
    await stack.succeeds('up -d')
    const port = await stack.hostPort('holder', '80/tcp')
    await stack.write({ 'compose.yaml': `${holder}  web: {${SLEEPER}, ports: ["127.0.0.1:${port}:80"]}\n` })
    const outcome = await stack.run('up -d')
    expectOneError(outcome, `port ${port}/tcp`, 'service "web"', `container ${stack.name}-holder-1`)
    await stack.write({ 'compose.yaml': `${holder}  web: {${SLEEPER}, ports: ["127.0.0.1::80"]}\n` })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'holder-1': 'running', 'web-1': 'running' })
  })

  scenario('a port that another program has', async ({ stack }) => {
    const { server, port } = await listen()
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}, ports: ["127.0.0.1:${port}:80"]}\n` })
    expectOneError(await stack.run('up -d'), `port ${port}/tcp`, 'service "web"', 'is taken')
    server.close()
    await stack.succeeds('up -d')
    expect(await stack.hostPort('web', '80/tcp')).toBe(port)
  })

  scenario('a container that ends at once while --wait waits', async ({ stack }) => {
    const service = (script: string) =>
      `services:\n  web: {image: busybox, init: true, stop_grace_period: 0s, command: ["sh", "-c", "${script}"]}\n`
    await stack.write({ 'compose.yaml': service('echo cannot find config.json; exit 3') })
    const outcome = await stack.run('up -d --wait')
    expectOneError(outcome, `${stack.name}-web-1 exited (3)`, '| cannot find config.json')
    await stack.write({ 'compose.yaml': service('sleep 1000') })
    await stack.succeeds('up -d --wait')
    expect(await states(stack)).toEqual({ 'web-1': 'running' })
  })

  scenario('a container that ends again and again while --wait waits', async ({ stack }) => {
    const command = 'command: ["sh", "-c", "echo cannot connect; exit 4"]'
    await stack.write({ 'compose.yaml': `services:\n  web: {image: busybox, restart: always, ${command}}\n` })
    const outcome = await stack.run('up -d --wait')
    expectOneError(outcome, `${stack.name}-web-1 ends again and again: exit code 4`, '| cannot connect')
  })

  scenario('a dependency that is unhealthy', async ({ stack }) => {
    const project = (test: string) => `
services:
  db: {${SLEEPER}, healthcheck: {test: "${test}", interval: 100ms, retries: 2}}
  web: {${SLEEPER}, depends_on: {db: {condition: service_healthy}}}
`
    await stack.write({ 'compose.yaml': project('echo no route; exit 6') })
    const outcome = await stack.run('up -d')
    expectOneError(outcome, `${stack.name}-db-1 is unhealthy`, 'service "web"', 'exit code 6', '| no route')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'web-1': 'created' })
    await stack.write({ 'compose.yaml': project('true') })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'web-1': 'running' })
  })

  scenario('a dependency that does not complete', async ({ stack }) => {
    const job = (script: string) => `image: busybox, command: ["sh", "-c", "${script}"]`
    const project = (script: string) => `
services:
  job: {${job(script)}}
  web: {${SLEEPER}, depends_on: {job: {condition: service_completed_successfully}}}
`
    await stack.write({ 'compose.yaml': project('echo half done; exit 5') })
    const outcome = await stack.run('up -d')
    expectOneError(outcome, 'service "job"', `${stack.name}-job-1 exited (5)`, '| half done')
    await stack.write({ 'compose.yaml': project('exit 0') })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'job-1': 'exited', 'web-1': 'running' })
  })

  scenario('a program that is not in the image', async ({ stack }) => {
    await stack.write({ 'compose.yaml': 'services:\n  web: {image: busybox, command: nosuchprogram}\n' })
    expectOneError(await stack.run('up -d'), `container ${stack.name}-web-1`, '"nosuchprogram"')
  })
})

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server, port: address.port }
}

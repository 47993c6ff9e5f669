import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario, linesOf } from './support/build-scenario.ts'
import { askEngine } from './support/engine.ts'
import { engineAddress } from './support/engine-door.ts'
import { scenario } from './support/scenario.ts'

/** Whether bytes occur anywhere in an image as it would be saved: layers, configuration, history. */
function imageContains(image: string, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let found = false
    let tail = ''
    const asked = request({ ...engineAddress(), path: `/images/${image}/get` }, (response) => {
      response.setEncoding('latin1')
      response.on('data', (chunk: string) => {
        found ||= (tail + chunk).includes(text)
        tail = chunk.slice(-text.length)
      })
      response.on('end', () => resolve(found))
    })
    asked.on('error', reject).end()
  })
}

describe('a secret', () => {
  buildScenario('is there for the RUN that mounts it and nowhere afterwards', async ({ builder }) => {
    const [value, fileValue] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
    await using tree = await temporaryTree({
      'ctx/Dockerfile': [
        'FROM busybox',
        'RUN --mount=type=secret,id=token --mount=type=secret,id=file,env=FILE,required \\',
        '  cat /run/secrets/token | md5sum; printf %s "$FILE" | md5sum; stat -c %a /run/secrets/token; echo kept > /kept',
        'RUN ls /run/secrets 2>/dev/null; echo "[$FILE]"',
      ].join('\n'),
      file: fileValue,
    })
    const name = builder.name('secret')
    const built = await builder.build({
      service: 'web',
      context: join(tree.path, 'ctx'),
      tags: [name],
      secrets: [
        { id: 'token', value },
        { id: 'file', file: join(tree.path, 'file') },
      ],
      noCache: true,
    })
    const md5 = (text: string) => `${execFileSync('md5sum', { input: text }).toString().slice(0, 32)}  -`
    expect(linesOf(built)).toEqual([md5(value), md5(fileValue), '400', '[]'])
    expect(JSON.stringify(built.events)).not.toContain(value)
    for (const secret of [value, fileValue]) expect(await imageContains(name, secret)).toBe(false)
    expect(await imageContains(name, 'kept')).toBe(true)
    const history = JSON.stringify((await askEngine('GET', `/images/${name}/history`)).json)
    expect(history).not.toContain(value)
  })

  buildScenario('changes no layer when its value changes', async ({ builder }) => {
    await using tree = await temporaryTree({
      Dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=s cat /run/secrets/s > /dev/null; echo x > /x\n',
    })
    const request = { service: 'web', context: tree.path, tags: [builder.name('same')] }
    const first = await builder.build({ ...request, secrets: [{ id: 's', value: 'one' }] })
    const second = await builder.build({ ...request, secrets: [{ id: 's', value: 'two' }] })
    expect(second.images.get('web')?.id).toBe(first.images.get('web')?.id)
  })

  buildScenario('of one service is not open to another', async ({ builder }) => {
    await using tree = await temporaryTree({})
    const request = (service: string) => ({
      service,
      context: tree.path,
      // The name makes the steps differ: BuildKit runs equal steps of parallel builds only once.
      dockerfileInline: `FROM busybox\nRUN --mount=type=secret,id=s cat /run/secrets/s || echo ${service} has none\n`,
      tags: [builder.name(service)],
      noCache: true,
    })
    const built = await builder.build([
      { ...request('a'), secrets: [{ id: 's', value: 'of a' }] },
      { ...request('b'), secrets: [{ id: 's', value: 'of b' }] },
      request('c'),
    ])
    const lines = (service: string) =>
      linesOf({ ...built, events: built.events.filter((event) => event.service === service) })
    expect(lines('a')).toEqual(['of a'])
    expect(lines('b')).toEqual(['of b'])
    expect(lines('c')).toContain('c has none')
  })

  buildScenario('that is required and missing fails the build by name', async ({ builder }) => {
    await using tree = await temporaryTree({
      Dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=needed,required true\n',
    })
    const { failures } = await builder.build({
      service: 'web',
      context: tree.path,
      tags: [builder.name('none')],
    })
    expect(failures).toMatchObject([
      { data: { reason: expect.stringContaining('needed'), dockerfile: { firstLine: 2 } } },
    ])
  })

  scenario('is in no command line, log or label while and after it is used', async ({ stack }) => {
    const value = randomBytes(12).toString('hex')
    const run = 'RUN --mount=type=secret,id=token,required md5sum /run/secrets/token; sleep 2; echo used\n'
    const compose = {
      services: { web: { build: { dockerfile_inline: `FROM busybox\n${run}`, secrets: ['token'] } } },
      secrets: { token: { environment: 'BUILD_TOKEN' } },
    }
    await stack.write({ 'compose.yaml': JSON.stringify(compose), '.env': `BUILD_TOKEN=${value}\n` })
    const building = stack.start('--progress plain build --no-cache')
    await building.prints('/run/secrets/token\n')
    expect(await commandLines()).toContain('sleep 2')
    expect(await commandLines()).not.toContain(value)
    const { code, stdout, stderr } = await building.ended
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('used')
    expect(stdout + stderr).not.toContain(value)
    const { json } = await askEngine('GET', `/images/${stack.name}-web/json`)
    expect(JSON.stringify(json)).not.toContain(value)
    expect(await imageContains(`${stack.name}-web`, value)).toBe(false)
  })
})

/** The command lines of all processes of this machine, on which the engine runs. */
async function commandLines(): Promise<string> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')))
  return lines.join('\n').replaceAll('\0', ' ')
}

const hasOpenSsh = spawnSync('ssh-agent', ['-c']).error === undefined

describe.runIf(hasOpenSsh)('ssh', () => {
  /** Lists an agent's keys by its protocol alone: the list request, then the answer in hex. */
  const list = (id: string) =>
    [
      `RUN --mount=type=ssh,id=${id},required node -e "`,
      "  const agent = require('net').connect(process.env.SSH_AUTH_SOCK);",
      '  agent.write(Buffer.of(0, 0, 0, 1, 11));',
      "  agent.on('data', (answer) => { console.log(answer.toString('hex')); agent.end() })",
      '"',
    ].join(' \\\n')

  buildScenario('agents and keys are forwarded to the RUN that mounts them', async ({ builder }) => {
    await using tree = await temporaryTree({
      'ctx/Dockerfile': `FROM node:20\n${list('default')}\n${list('own')}\n`,
    })
    const [key, agentKey, socket] = ['key', 'agent-key', 'agent'].map((name) => join(tree.path, name)) as [
      string,
      string,
      string,
    ]
    for (const path of [key, agentKey]) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', path])
    }
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'pipe' })
    try {
      await once(agent.stdout, 'data')
      execFileSync('ssh-add', ['-q', agentKey], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
      const built = await builder.build(
        {
          service: 'web',
          context: join(tree.path, 'ctx'),
          tags: [builder.name('ssh')],
          ssh: [{ id: 'default' }, { id: 'own', path: key }],
          noCache: true,
        },
        { sshAgent: socket },
      )
      expect(built.failures).toEqual([])
      const publicKey = (path: string) =>
        Buffer.from(execFileSync('ssh-keygen', ['-y', '-f', path]).toString().split(' ')[1] ?? '', 'base64')
      const [first = '', second = ''] = linesOf(built)
      expect(first).toContain(publicKey(agentKey).toString('hex'))
      expect(second).toContain(publicKey(key).toString('hex'))
      expect(second).not.toContain(publicKey(agentKey).toString('hex'))
    } finally {
      agent.kill()
    }
  })

  buildScenario('keys with a passphrase are refused before anything is built', async ({ builder }) => {
    await using tree = await temporaryTree({ Dockerfile: 'FROM busybox\n' })
    const key = join(tree.path, 'key')
    execFileSync('ssh-keygen', ['-q', '-N', 'pass phrase', '-f', key])
    const { failures } = await builder.build({
      service: 'web',
      context: tree.path,
      tags: [builder.name('locked')],
      ssh: [{ id: 'default', path: key }],
    })
    expect(failures).toMatchObject([{ code: 'build-ssh-key-unusable', data: { reason: 'encrypted' } }])
  })
})

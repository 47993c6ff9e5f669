import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, readFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { describe, expect } from 'vitest'
import { hasOpenssl, makeCertificates } from '../support/certificates.ts'
import { engineAddress } from './support/engine-door.ts'
import { openFaultProxy } from './support/fault-proxy.ts'
import { openOldEngine } from './support/old-engine.ts'
import { type Outcome, start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'

type Variables = Readonly<Record<string, string>>

function run(stack: Stack, line: string, env: Variables): Promise<Outcome> {
  return start([...tscompose, ...line.split(' ')], { cwd: stack.folder, env }).ended
}

async function succeeds(stack: Stack, line: string, env: Variables): Promise<Outcome> {
  const outcome = await run(stack, line, env)
  expect(outcome, `${line}\n${outcome.stderr}`).toMatchObject({ code: 0 })
  return outcome
}

/** A whole life of a project, on the engine that the variables name. */
async function live(stack: Stack, env: Variables): Promise<void> {
  await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
  await succeeds(stack, 'up -d', env)
  expect(await states(stack)).toEqual({ 'web-1': 'running' })
  expect((await succeeds(stack, 'exec -T web echo hello', env)).stdout).toBe('hello\n')
  expect((await succeeds(stack, 'ps -q', env)).stdout.trim()).toBe((await stack.container('web')).Id)
  await succeeds(stack, 'down', env)
  expect(await stack.containers()).toEqual([])
}

describe.for(['1.41', '1.43'])('an engine of API %s', (version) => {
  scenario('does what it can', async ({ stack }) => {
    const old = await openOldEngine(version)
    const env = { DOCKER_HOST: old.host }
    await live(stack, env)
    const check = 'healthcheck: {test: "true", interval: 300ms}'
    const text = `services:
  db: {${SLEEPER}, ${check}, networks: [a, b], configs: [c]}
  web: {${SLEEPER}, depends_on: {db: {condition: service_healthy}}, networks: {a: {aliases: [front]}, b: {}}}
networks: {a: {}, b: {}}
configs: {c: {content: hello}}
`
    await stack.write({ 'compose.yaml': text })
    await succeeds(stack, 'up -d --wait', env)
    const { Networks } = (await stack.container('web')).NetworkSettings
    expect(Object.keys(Networks).sort()).toEqual([`${stack.name}_a`, `${stack.name}_b`])
    expect((await succeeds(stack, 'exec -T db cat /c', env)).stdout).toBe('hello')
    expect((await succeeds(stack, 'plan', env)).stdout).toContain('nothing to do')
    for (const line of ['logs', 'top', 'images', 'stats --no-stream', 'restart', 'stop', 'down'])
      await succeeds(stack, line, env)
    await old.close()
  })

  const NEWER: readonly (readonly [string, string])[] = [
    ['healthcheck: {test: "true", start_interval: 1s, start_period: 5s}', 'healthcheck.start_interval'],
    ['networks: {default: {interface_name: eth7}}', 'interface_name'],
    ['networks: {default: {gw_priority: 2}}', 'gw_priority'],
    ['volumes: [{type: image, source: busybox, target: /i}]', 'a mount of type image'],
    ['volumes: [{type: volume, source: v, target: /v, volume: {subpath: s}}]', 'a subpath of a volume'],
    ...(version === '1.41' ? [['annotations: {a: b}', 'annotations'] as const] : []),
  ]

  scenario('refuses clearly what it cannot do, before it does anything', async ({ stack }) => {
    const old = await openOldEngine(version)
    for (const [key, words] of NEWER) {
      await stack.write({ 'compose.yaml': `services: {web: {${SLEEPER}, ${key}}}\nvolumes: {v: {}}` })
      const { code, stderr } = await run(stack, 'up -d', { DOCKER_HOST: old.host })
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(`uses ${words},`) })
    }
    expect(await stack.containers()).toEqual([])
    expect(await stack.networkNames()).toEqual([])
    await old.close()
  })
})

describe('an engine', () => {
  scenario(
    'is that of a docker context: asked for, of DOCKER_CONTEXT, or the current one',
    async ({ stack }) => {
      const proxy = await openFaultProxy()
      const key = createHash('sha256').update('mine').digest('hex')
      const meta = { Name: 'mine', Endpoints: { docker: { Host: proxy.host } } }
      const DOCKER_CONFIG = join(stack.folder, 'docker')
      await stack.write({
        'compose.yaml': `services:\n  web: {${SLEEPER}}\n`,
        [`docker/contexts/meta/${key}/meta.json`]: JSON.stringify(meta),
      })
      const none = { DOCKER_CONFIG, DOCKER_HOST: '' }
      const nowhere = 'unix:///nowhere/docker.sock'
      const uses = async (line: string, env: Variables) => {
        proxy.begin(() => 'pass')
        await succeeds(stack, line, env)
        return proxy.total > 0
      }
      expect(await uses('--context mine ls -q', { ...none, DOCKER_HOST: nowhere })).toBe(true)
      expect(await uses('ls -q', { ...none, DOCKER_CONTEXT: 'mine' })).toBe(true)
      await stack.write({ 'docker/config.json': JSON.stringify({ currentContext: 'mine' }) })
      expect(await uses('ls -q', none)).toBe(true)
      const { stderr } = await run(stack, 'ls -q', { ...none, DOCKER_HOST: nowhere })
      expect(stderr).toContain(nowhere)
      expect((await run(stack, '--context other ls -q', none)).stderr).toContain('mine')
      await live(stack, none)
      await proxy.close()
    },
  )

  scenario('is spoken to through the ssh of this machine', async ({ stack }) => {
    const relay = `#!${process.execPath}
require('node:fs').appendFileSync(${JSON.stringify(join(stack.folder, 'words'))}, process.argv.slice(2).join(' ') + '\\n')
const socket = require('node:net').connect(${JSON.stringify(engineAddress())})
process.stdin.pipe(socket).pipe(process.stdout)
`.replace('"socketPath"', '"path"')
    await stack.write({ 'bin/ssh': relay })
    await chmod(join(stack.folder, 'bin/ssh'), 0o755)
    const PATH = `${join(stack.folder, 'bin')}:${process.env.PATH}`
    await live(stack, { PATH, DOCKER_HOST: 'ssh://me@far.example:2222' })
    expect(await readFile(join(stack.folder, 'words'), 'utf8')).toMatch(
      /-l me -p 2222 -- far\.example docker system dial-stdio\n/,
    )
  })

  scenario.skipIf(!hasOpenssl())('is spoken to over TLS, each showing a certificate', async ({ stack }) => {
    await stack.write({ 'certs/.keep': '' })
    const folder = join(stack.folder, 'certs')
    makeCertificates(folder)
    const read = (name: string) => readFile(join(folder, name))
    const [cert, key, ca] = await Promise.all([read('cert.pem'), read('key.pem'), read('ca.pem')])
    const server = createServer({ cert, key, ca, requestCert: true, allowHalfOpen: true }, (near) => {
      const address = engineAddress()
      const far = connect('socketPath' in address ? { path: address.socketPath } : address)
      near.pipe(far).pipe(near)
      near.on('error', () => far.destroy())
      far.on('error', () => near.destroy())
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const DOCKER_HOST = `tcp://localhost:${(server.address() as AddressInfo).port}`
    await live(stack, { DOCKER_HOST, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder })
    await succeeds(stack, '--tlsverify ls -q', { DOCKER_HOST, DOCKER_CERT_PATH: folder })
    const { code, stderr } = await run(stack, 'ls', { DOCKER_HOST, DOCKER_TLS: '1' })
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(DOCKER_HOST) })
    server.close()
  })
})

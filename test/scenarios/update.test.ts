import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'

const PROXY = `
const http = require('node:http'), dns = require('node:dns').promises
let turn = 0
http.createServer(async (request, response) => {
  // As any proxy does: the addresses anew, the next one if a connection is refused.
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const addresses = await dns.resolve4('web').catch(() => [])
    const host = addresses[turn++ % addresses.length]
    const answer = await fetch('http://' + host + ':8000/').then((r) => r.text(), () => undefined)
    if (answer !== undefined) return response.end(answer)
    await new Promise((done) => setTimeout(done, 20))
  }
  response.writeHead(502).end()
}).listen(80)`

const WEB = `
const server = require('node:http').createServer((request, response) => setTimeout(() => response.end(process.env.VERSION), 5))
server.listen(8000)
process.on('SIGTERM', () => server.close(() => process.exit(0)))`

const project = (version: string, test: string) => `
services:
  web:
    image: node:20
    init: true
    command: [node, /app/web.js]
    environment: {VERSION: "${version}"}
    volumes: [./:/app:ro]
    stop_grace_period: 5s
    healthcheck: {test: ${test}, interval: 200ms}
    deploy: {replicas: 2, update_config: {order: start-first, failure_action: rollback}}
  proxy:
    image: node:20
    init: true
    command: [node, /app/proxy.js]
    volumes: [./:/app:ro]
    stop_grace_period: 0s
    ports: ["127.0.0.1::80"]
`

const GOOD =
  '["CMD", "node", "-e", "fetch(\'http://127.0.0.1:8000\').then(() => 0, () => process.exit(1))"], retries: 100'
const BAD = '["CMD", "false"], retries: 2'

describe('rolling update', () => {
  scenario(
    'start-first behind a proxy: no request fails while both replicas are replaced',
    async ({ stack }) => {
      await stack.write({ 'web.js': WEB, 'proxy.js': PROXY, 'compose.yaml': project('one', GOOD) })
      await stack.succeeds('up -d --wait')
      const port = await stack.hostPort('proxy', '80/tcp')
      const seen = new Map<string, number>()
      let isOver = false
      const load = async (): Promise<void> => {
        while (!isOver) {
          const response = await fetch(`http://127.0.0.1:${port}/`)
          const answer = response.ok ? await response.text() : `failed ${response.status}`
          seen.set(answer, (seen.get(answer) ?? 0) + 1)
        }
      }
      const loads = [load(), load()]
      await stack.write({ 'compose.yaml': project('two', GOOD) })
      await stack.succeeds('up -d --wait')
      isOver = true
      await Promise.all(loads)
      expect([...seen.keys()].sort()).toEqual(['one', 'two'])
      expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('two')
    },
  )

  scenario(
    'a replacement that does not become healthy is removed, the old one stays; rollback and up go back and forth',
    async ({ stack }) => {
      await stack.write({ 'web.js': WEB, 'proxy.js': PROXY, 'compose.yaml': project('one', GOOD) })
      await stack.succeeds('up -d --wait')
      const before = (await stack.containers()).map(({ Id }) => Id)
      await stack.write({ 'compose.yaml': project('two', BAD) })
      const { stderr } = await stack.fails('up -d --wait')
      expect(stderr).toContain('was not updated')
      expect((await stack.containers()).map(({ Id }) => Id)).toEqual(before)

      await stack.write({ 'compose.yaml': project('two', GOOD) })
      await stack.succeeds('up -d --wait')
      expect((await stack.container('web')).Config.Env).toContain('VERSION=two')
      await stack.succeeds('rollback web')
      expect((await stack.container('web')).Config.Env).toContain('VERSION=one')
      await stack.succeeds('up -d')
      expect((await stack.container('web', 2)).Config.Env).toContain('VERSION=two')
    },
  )

  scenario(
    'failure_action rollback: when the second replica fails, the first goes back too',
    async ({ stack }) => {
      const service = (version: string, test: string) => `
services:
  web:
    image: busybox
    init: true
    command: [sleep, "1000"]
    environment: {VERSION: "${version}"}
    volumes: ["./shared:/shared"]
    stop_grace_period: 0s
    healthcheck: {test: ["CMD-SHELL", "${test}"], interval: 100ms, retries: 2}
    deploy: {replicas: 2, update_config: {failure_action: rollback}}
`
      const onlyOne = '[ -e /tmp/mine ] || { mkdir /shared/taken && touch /tmp/mine; }'
      await stack.write({ 'shared/.keep': '', 'compose.yaml': service('one', 'true') })
      await stack.succeeds('up -d --wait')
      await stack.write({ 'compose.yaml': service('two', onlyOne) })
      await stack.fails('up -d --wait')
      const versions = (await stack.containers()).map(({ Name, State, Config }) => [
        Name,
        State.Status,
        Config.Env.find((entry) => entry.startsWith('VERSION=')),
      ])
      expect(versions).toEqual([
        [`/${stack.name}-web-1`, 'running', 'VERSION=one'],
        [`/${stack.name}-web-2`, 'running', 'VERSION=one'],
      ])
    },
  )
})

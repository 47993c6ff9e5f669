import { describe, expect } from 'vitest'
import { openFaultProxy } from './support/fault-proxy.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'

const project = `
services:
  a: {${SLEEPER}}
  t: {${SLEEPER}, tty: true, stdin_open: true}
`

/** A command, and the call from which on the engine says nothing more. */
const CASES: readonly (readonly [command: string, from: RegExp])[] = [
  ['attach a', /attach/],
  ['attach a', /wait/],
  ['exec a sleep 100', /exec$/],
  ['exec a sleep 100', /start$/],
  ['exec a true', /GET \S+exec\/\w+\/json/],
  ['kill a', /kill/],
  ['logs -f a', /logs/],
  ['restart a', /restart/],
  ['rm -sf a', /DELETE/],
  ['run --rm a sleep 100', /create/],
  ['run --rm a sleep 100', /events/],
  ['run --rm a sleep 100', /attach/],
  ['run --rm a sleep 100', /start/],
  ['run -d a sleep 100', /start/],
  ['stop a', /stop/],
  ['top a', /top/],
  ['up', /events/],
  ['up', /attach/],
  ['up --force-recreate', /create/],
  ['up --force-recreate', /events/],
  ['up --force-recreate', /start/],
  ['up -d --force-recreate', /rename/],
  ['up -d --force-recreate', /start/],
  ['wait a', /wait/],
]

/** Milliseconds after which what has not ended never does. */
const MOST = 60_000

describe('an engine that falls silent', () => {
  scenario('the first SIGINT ends a command all the same', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const codes: [string, RegExp, number, string][] = []
    for (const [command, from] of CASES) {
      await stack.succeeds('up -d')
      const proxy = await openFaultProxy({ silentFrom: from })
      const running = start([...tscompose, ...command.split(' ')], {
        cwd: stack.folder,
        env: { DOCKER_HOST: proxy.host },
      })
      const late = setTimeout(() => running.signal('SIGKILL'), MOST)
      await Promise.race([proxy.silent, running.ended])
      running.signal('SIGINT')
      const { code, stderr } = await running.ended
      clearTimeout(late)
      codes.push([command, from, code, /^\s+at /m.exec(stderr)?.[0] ?? ''])
      await proxy.close()
    }
    expect(codes).toEqual(CASES.map(([command, from]) => [command, from, 130, '']))
  })
})

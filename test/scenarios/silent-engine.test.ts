import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFakeEngine } from '../support/fake-engine.ts'
import { start, tscompose } from './support/program.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-silent-'))
  const file = 'name: silent\nservices: {a: {image: busybox, ports: ["80:80"], build: .}}'
  writeFileSync(join(folder, 'compose.yaml'), file)
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n')
})

afterAll(() => rmSync(folder, { recursive: true }))

const COMMANDS = [
  'attach a',
  'build',
  'commit a x',
  'cp a:/x .',
  'create',
  'down',
  'events',
  'exec a true',
  'export a',
  'images',
  'kill',
  'logs',
  'logs -f',
  'ls',
  'pause',
  'plan',
  'port a 80',
  'ps',
  'pull',
  'restart',
  'rm -f',
  'run --rm a true',
  'scale a=2',
  'start',
  'stats',
  'stop',
  'top',
  'unpause',
  'up',
  'up -d --wait',
  'volumes',
  'wait a',
]

describe('an engine that takes a call and never answers', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it.each(COMMANDS)(`the first ${signal} ends %s`, async (command) => {
      let asked = () => {}
      const waiting = new Promise<void>((resolve) => {
        asked = resolve
      })
      await using engine = await startFakeEngine(() => asked())
      const running = start([...tscompose, ...command.split(' ')], {
        cwd: folder,
        env: { DOCKER_HOST: engine.host },
      })
      await Promise.race([waiting, running.ended])
      running.signal(signal)
      expect(await running.ended).toEqual({ code: 130, stdout: '', stderr: '' })
    })
  }

  it('is told of after a while', async () => {
    await using engine = await startFakeEngine(() => {})
    const running = start([...tscompose, 'ps'], { cwd: folder, env: { DOCKER_HOST: engine.host } })
    const told = await running.prints('waiting on')
    expect(told).toContain(`${engine.host} has not answered GET /containers/json for 10 seconds`)
    running.signal('SIGINT')
    expect((await running.ended).code).toBe(130)
  })
})

/** Runs a command with its standard output in a file; gives exit code and standard error. */
async function writingTo(path: string, command: string): Promise<{ code: number; stderr: string }> {
  const [program = '', ...args] = [...tscompose, ...command.split(' ')]
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', openSync(path, 'w'), 'pipe'] })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  const [code] = await once(child, 'close')
  return { code, stderr }
}

describe('output that cannot be written', () => {
  it.each([
    '--help',
    'version',
    'up --help',
    'config',
    'config --format json',
    'config --services',
    'completion bash',
    'graph',
    'ps',
    'ls --all',
    'plan',
  ])('is an error: %s', async (command) => {
    expect(await writingTo('/dev/full', command)).toEqual({
      code: 1,
      stderr: 'error: what is to be printed cannot be written: no space is left there\n',
    })
  })
})

describe('a working directory that was removed', () => {
  it.each<[command: string, code: number, said: string]>([
    ['version --short', 0, ''],
    ['--help', 0, ''],
    ['config', 1, 'error: the working directory is not there any more'],
    ['up -d', 1, 'error: the working directory is not there any more'],
    ['down', 1, 'error: the working directory is not there any more'],
    ['-f compose.yaml config', 1, 'open .*/compose.yaml: no such file or directory\nerror: the compose file'],
  ])('%s', async (command, code, said) => {
    const gone = mkdtempSync(join(tmpdir(), 'tscompose-gone-'))
    const shell = start(['sh', '-c', `rmdir "$PWD"; exec "$@"`, 'sh', ...tscompose, ...command.split(' ')], {
      cwd: gone,
    })
    const { code: ended, stderr } = await shell.ended
    expect(stderr).toMatch(new RegExp(`^${said}`))
    expect(ended).toBe(code)
    expect(() => rmdirSync(gone)).toThrow()
  })
})

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { askEngine } from './support/engine.ts'
import { tscompose } from './support/program.ts'
import { freePort } from './support/registry.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

/** Writes a project of one service with this `build:`, builds it, and gives what its RUN printed, line by line. */
async function build(stack: Stack, section: unknown): Promise<string[]> {
  await stack.write({ 'compose.yaml': JSON.stringify({ services: { web: { build: section } } }) })
  const { stdout } = await stack.succeeds('--progress plain build --no-cache')
  return [...stdout.matchAll(/^#\d+ \d+\.\d{3} (> .*)$/gm)].map(([, line]) => line ?? '')
}

const dockerfile = 'FROM busybox\nCOPY . /c\nRUN cd /c && for f in *; do echo "> $f"; done\n'

// The engine has git where this machine has it: it runs here.
const hasGit = spawnSync('git', ['daemon', '--help']).error === undefined

describe.runIf(hasGit)('a git context', () => {
  /** A repository with `main`, a tag `v1` with less in it, and a folder, served to this machine. */
  async function serveRepository() {
    const tree = await temporaryTree({
      'repo/Dockerfile': dockerfile,
      'repo/sub/Dockerfile': dockerfile,
      'repo/sub/below': '',
    })
    const folder = join(tree.path, 'repo')
    const author = ['-c', 'user.email=a@example.com', '-c', 'user.name=a']
    const git = (...args: string[]) =>
      execFileSync('git', [...author, ...args], { cwd: folder, stdio: 'pipe' })
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-qm', 'first')
    git('tag', 'v1')
    execFileSync('touch', ['later'], { cwd: folder })
    git('add', '-A')
    git('commit', '-qm', 'second')
    const commit = git('rev-parse', 'HEAD').toString().trim()
    const port = await freePort()
    const where = ['--export-all', `--base-path=${tree.path}`, '--listen=127.0.0.1', `--port=${port}`]
    const daemon: ChildProcess = spawn('git', ['daemon', '--verbose', '--informative-errors', ...where], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (daemon.stderr) await once(daemon.stderr, 'data')
    return {
      url: `git://127.0.0.1:${port}/repo`,
      commit,
      async [Symbol.asyncDispose]() {
        daemon.kill()
        await tree[Symbol.asyncDispose]()
      },
    }
  }

  scenario('is built at its head, a tag, a commit, or from a folder in it', async ({ stack }) => {
    await using repository = await serveRepository()
    const { url, commit } = repository
    const whole = ['> Dockerfile', '> later', '> sub']
    expect(await build(stack, url)).toEqual(whole)
    expect(await build(stack, `${url}#v1`)).toEqual(['> Dockerfile', '> sub'])
    expect(await build(stack, `${url}#${commit}`)).toEqual(whole)
    expect(await build(stack, `${url}#main:sub`)).toEqual(['> Dockerfile', '> below'])
    expect(await build(stack, { context: `${url}#v1`, dockerfile: 'sub/Dockerfile' })).toEqual([
      '> Dockerfile',
      '> sub',
    ])
    expect(
      await build(stack, {
        context: `${url}#v1:sub`,
        dockerfile_inline: `${dockerfile.replaceAll('$', '$$$$')}RUN echo "> inline"`,
      }),
    ).toEqual(['> Dockerfile', '> below', '> inline'])
  })

  scenario('serves as an additional context, and one that lacks the ref says so', async ({ stack }) => {
    await using repository = await serveRepository()
    const section = {
      dockerfile_inline:
        'FROM busybox\nCOPY --from=code . /c\nRUN cd /c && for f in *; do echo "> $$f"; done',
      additional_contexts: { code: `${repository.url}#v1:sub` },
    }
    expect(await build(stack, section)).toEqual(['> Dockerfile', '> below'])
    await stack.write({
      'compose.yaml': JSON.stringify({ services: { web: { build: `${repository.url}#nowhere` } } }),
    })
    const { stderr } = await stack.fails('build')
    expect(stderr).toContain('repository does not contain ref nowhere')
  })
})

describe('a context on the web', () => {
  async function serve(files: Readonly<Record<string, Buffer>>) {
    const server = createServer((request, response) => {
      const found = files[request.url ?? '']
      response.writeHead(found ? 200 : 404).end(found)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { url, [Symbol.dispose]: () => void server.close() }
  }

  scenario('is an archive, or a Dockerfile alone', async ({ stack }) => {
    await using tree = await temporaryTree({
      Dockerfile: dockerfile,
      'other/Dockerfile': dockerfile,
      file: '',
    })
    const archive = execFileSync('tar', ['-cz', '-C', tree.path, '.'])
    const alone = Buffer.from('FROM busybox\nRUN echo "> alone"\n')
    using web = await serve({ '/context.tar.gz': archive, '/Dockerfile': alone })
    const whole = ['> Dockerfile', '> file', '> other']
    expect(await build(stack, `${web.url}/context.tar.gz`)).toEqual(whole)
    expect(
      await build(stack, { context: `${web.url}/context.tar.gz`, dockerfile: 'other/Dockerfile' }),
    ).toEqual(whole)
    expect(await build(stack, `${web.url}/Dockerfile`)).toEqual(['> alone'])
    await stack.write({
      'compose.yaml': JSON.stringify({ services: { web: { build: `${web.url}/gone.tar` } } }),
    })
    expect((await stack.fails('build')).stderr).toContain('404')
  })
})

describe('the proxies of the docker configuration', () => {
  scenario(
    'are there for RUN and not in the image; arguments of the same name go before them',
    async ({ stack }) => {
      const run = ['FROM busybox', 'RUN echo "> $$HTTP_PROXY $$http_proxy $$NO_PROXY" && ! env | grep FTP']
      const build = { dockerfile_inline: run.join('\n'), args: { NO_PROXY: 'own' } }
      await stack.write({
        'compose.yaml': JSON.stringify({ services: { web: { build } } }),
        'docker/config.json': JSON.stringify({
          proxies: { default: { httpProxy: 'http://user:p%40ss@proxy:1', noProxy: 'theirs' } },
        }),
      })
      const command = [...tscompose, '--progress', 'plain', 'build', '--no-cache']
      const { code, stdout, stderr } = await stack.runProgram(command, {
        DOCKER_CONFIG: join(stack.folder, 'docker'),
      })
      expect(code, stderr).toBe(0)
      expect(stdout).toContain('> http://user:p%40ss@proxy:1 http://user:p%40ss@proxy:1 own')
      const { json } = await askEngine('GET', `/images/${stack.name}-web/history`)
      expect(JSON.stringify(json)).toContain('RUN')
      expect(JSON.stringify(json)).not.toContain('proxy:1')
    },
  )
})

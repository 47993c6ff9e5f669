import { request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { describe, expect } from 'vitest'
import type { BuildOptions } from '../../src/build/build-options.ts'
import type { Failure } from '../../src/model/failure.ts'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { type Builder, buildScenario, linesOf } from './support/build-scenario.ts'
import { askEngine } from './support/engine.ts'
import { engineAddress } from './support/engine-door.ts'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'

const gone = async (): Promise<never> => {
  throw Object.assign(new Error('page not found'), { status: 404 })
}

const context = {
  Dockerfile: 'FROM busybox\nCOPY . /c\nRUN --mount=type=secret,id=s cat /c/a /run/secrets/s\n',
  a: 'contents\n',
}

describe('engines that reach BuildKit in another way', () => {
  buildScenario.for<[string, (builder: Builder) => Partial<BuildOptions>]>([
    [
      'without /session: the session goes through the control connection',
      ({ door }) => ({ dial: (path, headers) => (path === '/session' ? gone() : door.dial(path, headers)) }),
    ],
    [
      'without any upgrade: HTTP/2 from the start, as Engine 29 speaks it',
      ({ door }) => ({ dial: gone, connect: () => door.dial('/grpc', {}) }),
    ],
  ])('%s', async ([, options], { builder }) => {
    await using tree = await temporaryTree(context)
    const built = await builder.build(
      {
        service: 'web',
        context: tree.path,
        tags: [builder.name('other-way')],
        secrets: [{ id: 's', value: 'secret\n' }],
        noCache: true,
      },
      options(builder),
    )
    expect(built.failures).toEqual([])
    expect(linesOf(built)).toEqual(['contents', 'secret'])
  })
})

/** The engine's classic endpoint, asked plainly. */
const buildClassic: NonNullable<BuildOptions['buildClassic']> = async function* (
  tar,
  query,
  headers,
  signal,
) {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const one of [value].flat()) params.append(key, one)
  }
  const response = await new Promise<Readable>((resolve, reject) => {
    const path = `/build?${params}`
    const asked = request(
      { ...engineAddress(), path, method: 'POST', headers, ...(signal && { signal }) },
      resolve,
    )
    asked.on('error', reject)
    tar.pipe(asked)
  })
  for await (const line of createInterface(response)) yield JSON.parse(line)
}

describe('an engine without BuildKit', () => {
  const options = { dial: gone, buildClassic }

  buildScenario('builds by the classic endpoint', async ({ builder }) => {
    await using tree = await temporaryTree({
      'ctx/docker/Dockerfile': 'FROM busybox\nARG WHO\nCOPY . /c\nRUN ls -A /c; echo "for $WHO"\n',
      'ctx/.dockerignore': 'docker\nskipped\n',
      'ctx/kept': '',
      'ctx/skipped': '',
      'Elsewhere.Dockerfile': 'FROM busybox\nCOPY . /c\nRUN ls -A /c | wc -l\n',
    })
    const request = { context: join(tree.path, 'ctx'), args: { WHO: 'you' }, noCache: true }
    const name = builder.name('classic')
    const built = await builder.build(
      { ...request, service: 'web', dockerfile: 'docker/Dockerfile', tags: [name], labels: { a: 'b' } },
      options,
    )
    expect(built.failures).toEqual([])
    expect(linesOf(built, 'RUN ls')).toEqual(
      expect.arrayContaining(['.dockerignore', 'docker', 'kept', 'for you']),
    )
    expect(linesOf(built, 'RUN ls')).not.toContain('skipped')
    const { json } = await askEngine('GET', `/images/${name}/json`)
    expect(json).toMatchObject({ Id: built.images.get('web')?.id, Config: { Labels: { a: 'b' } } })

    const elsewhere = {
      ...request,
      service: 'web',
      tags: [builder.name('elsewhere')],
      dockerfile: '../Elsewhere.Dockerfile',
    }
    expect((await builder.build(elsewhere, options)).failures).toEqual([])
    const inline = {
      ...request,
      service: 'web',
      tags: [builder.name('inline')],
      dockerfileInline: 'FROM busybox\nRUN echo inline\n',
    }
    expect(linesOf(await builder.build(inline, options))).toContain('inline')
  })

  buildScenario('tells a failing step and what it printed', async ({ builder }) => {
    await using tree = await temporaryTree({ Dockerfile: 'FROM busybox\nRUN echo last words; exit 3\n' })
    const { failures } = await builder.build(
      { service: 'web', context: tree.path, tags: [builder.name('bad')], noCache: true },
      options,
    )
    expect(failures).toMatchObject([
      {
        code: 'build-failed',
        data: { step: expect.stringContaining('RUN echo'), reason: expect.stringContaining('3') },
      },
    ])
    expect((failures[0] as Failure<'build-failed'>).data.output).toContain('last words')
  })

  buildScenario('refuses what it cannot do', async ({ builder }) => {
    await using tree = await temporaryTree(context)
    const request = { service: 'web', context: tree.path, tags: [builder.name('no')] }
    const { failures } = await builder.build({ ...request, secrets: [{ id: 's', value: 'x' }] }, options)
    expect(failures).toMatchObject([
      { code: 'build-unsupported', data: { attribute: 'secrets', needs: 'buildkit' } },
    ])
  })

  scenario('is what DOCKER_BUILDKIT=0 makes of any', async ({ stack }) => {
    await stack.write({
      'compose.yaml':
        'services: {limited: {build: .}, web: {build: {context: ., dockerfile: Other, labels: {a: b}}}}',
      Other: 'FROM busybox\nRUN true\n',
      Dockerfile:
        'FROM busybox\nRUN cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes || true\n',
    })
    const build = (value: string, ...flags: readonly string[]) =>
      stack.runProgram([...tscompose, '--progress', 'plain', 'build', ...flags], { DOCKER_BUILDKIT: value })
    const { code, stdout } = await build('0', '--memory', '64m', '--no-cache', 'limited')
    expect(stdout).toContain('67108864')
    expect(code).toBe(0)
    expect(await build('false', 'web')).toMatchObject({ code: 0 })
    const { json } = await askEngine('GET', `/images/${stack.name}-web/json`)
    expect(json).toMatchObject({
      Config: { Labels: { a: 'b', 'com.docker.compose.image.builder': 'classic' } },
    })
    const refused = await build('maybe')
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.stderr).toContain('DOCKER_BUILDKIT cannot be "maybe"')
  })
})

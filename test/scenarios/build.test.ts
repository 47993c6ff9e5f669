import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Failure } from '../../src/model/failure.ts'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario, linesOf, stepsOf } from './support/build-scenario.ts'
import { askEngine } from './support/engine.ts'

interface ImageConfig {
  readonly Config: { readonly Env: string[]; readonly Labels: Record<string, string> }
  readonly RepoTags: string[]
}

async function inspect(image: string): Promise<ImageConfig & { Id: string }> {
  return (await askEngine('GET', `/images/${image}/json`)).json as ImageConfig & { Id: string }
}

describe('building', () => {
  buildScenario('an image has its names, labels, arguments and target', async ({ builder }) => {
    await using tree = await temporaryTree({
      'docker/app.Dockerfile': [
        'FROM busybox AS base',
        'ARG COLOR=none',
        'ARG UNSET=kept',
        'ENV COLOR=$COLOR UNSET=$UNSET',
        'COPY hello /hello',
        'FROM base AS last',
        'RUN false',
      ].join('\n'),
      hello: 'hi',
    })
    const [name, other] = [builder.name('web'), builder.name('other:v1')]
    const { images } = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfile: 'docker/app.Dockerfile',
      target: 'base',
      args: { COLOR: 'b l=ü,e', UNSET: null },
      labels: { 'a.label': 'x=y' },
      tags: [name, other],
    })
    const image = await inspect(name)
    expect(images.get('web')?.id).toBe(image.Id)
    expect(image.RepoTags.sort()).toEqual([`${name}:latest`, other].sort())
    expect(image.Config.Env).toEqual(expect.arrayContaining(['COLOR=b l=ü,e', 'UNSET=kept']))
    expect(image.Config.Labels).toMatchObject({ 'a.label': 'x=y' })
  })

  buildScenario('an image that another starts from is built before', async ({ builder }) => {
    await using tree = await temporaryTree({})
    const [first, second, third] = [builder.name('first'), builder.name('second'), builder.name('third')]
    const request = (service: string, tag: string, dockerfileInline: string) => ({
      service,
      context: tree.path,
      tags: [tag],
      dockerfileInline,
      args: { BASE: second },
    })
    const { failures } = await builder.build([
      request('c', third, 'ARG BASE\nFROM $BASE\nENV C=3'),
      request('b', second, `FROM ${first}:latest\nENV B=2`),
      request('a', first, 'FROM busybox\nENV A=1'),
    ])
    expect(failures).toEqual([])
    expect((await inspect(third)).Config.Env).toEqual(expect.arrayContaining(['A=1', 'B=2', 'C=3']))
  })

  buildScenario('an inline Dockerfile is not part of the context', async ({ builder }) => {
    await using tree = await temporaryTree({ 'a.txt': 'a', '.dockerignore': 'b.txt', 'b.txt': 'b' })
    const built = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY . /c\nRUN ls -A /c',
      tags: [builder.name('inline')],
      noCache: true,
    })
    expect(linesOf(built)).toEqual(['.dockerignore', 'a.txt'])
  })

  buildScenario('what RUN finds around it is as asked for', async ({ builder }) => {
    await using tree = await temporaryTree({})
    const built = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfileInline:
        'FROM busybox\nRUN cat /etc/hosts; ulimit -n; df -k /dev/shm | tail -n 1; ls /sys/class/net',
      tags: [builder.name('around')],
      noCache: true,
      extraHosts: { 'one.example': ['10.1.2.3'], gate: ['host-gateway'] },
      ulimits: { nofile: { soft: 123, hard: 456 } },
      shmSize: 8 << 20,
      network: 'none',
    })
    const lines = linesOf(built)
    expect(lines).toContainEqual(expect.stringMatching(/^10\.1\.2\.3\s+one\.example$/))
    expect(lines).toContainEqual(expect.stringMatching(/^\d+\.\d+\.\d+\.\d+\s+gate$/))
    expect(lines).toContain('123')
    expect(lines).toContainEqual(expect.stringMatching(/\s8192 .*\/dev\/shm$/))
    expect(lines).not.toContain('eth0')
  })

  buildScenario('steps come from the cache unless that is not wanted', async ({ builder }) => {
    await using tree = await temporaryTree({
      Dockerfile:
        'FROM busybox AS one\nRUN echo 1 > /x\nFROM busybox AS two\nCOPY --from=one /x /x\nRUN echo 2',
    })
    const request = { service: 'web', context: tree.path, tags: [builder.name('cache')] }
    const states = async (part: object) =>
      Object.values(stepsOf(await builder.build({ ...request, ...part })))
    await states({})
    expect(await states({})).toEqual(['cached', 'cached', 'cached'])
    expect(await states({ noCache: true })).toEqual(['done', 'done', 'done'])
    expect((await states({ noCacheFilter: ['one'] })).filter((state) => state === 'done')).toHaveLength(1)
  })

  buildScenario('additional contexts are directories, images and other services', async ({ builder }) => {
    await using tree = await temporaryTree({
      'web/Dockerfile': [
        'FROM base',
        'COPY --from=shared /s.txt /',
        'COPY --from=pic /bin/busybox /bb',
        'COPY --from=context /own.txt /',
        'RUN cat /made /s.txt /own.txt',
      ].join('\n'),
      'shared/s.txt': 'shared\n',
      'shared/.dockerignore': 'no.txt',
      'shared/no.txt': '',
      'own/own.txt': 'own\n',
    })
    const built = await builder.build([
      {
        service: 'web',
        context: join(tree.path, 'web'),
        tags: [builder.name('web')],
        noCache: true,
        additionalContexts: {
          base: 'service:maker',
          shared: '../shared',
          context: join(tree.path, 'own'),
          pic: 'docker-image://busybox',
        },
      },
      {
        service: 'maker',
        context: tree.path,
        dockerfileInline: 'FROM busybox\nRUN echo made > /made',
        tags: [builder.name('maker')],
      },
    ])
    expect(built.failures).toEqual([])
    expect(linesOf(built, 'RUN cat')).toEqual(['made', 'shared', 'own'])
  })

  buildScenario('a check builds nothing and tells what it thinks', async ({ builder }) => {
    await using tree = await temporaryTree({ Dockerfile: 'FROM busybox as base\nCMD echo hi\n' })
    const name = builder.name('checked')
    const request = { service: 'web', context: tree.path, tags: [name] }
    const { events } = await builder.build(request, { checkOnly: true })
    expect(events.filter(({ kind }) => kind === 'warning')).toMatchObject([
      { file: 'Dockerfile', line: 1, text: expect.stringContaining('FromAsCasing') },
      { file: 'Dockerfile', line: 2, text: expect.stringContaining('JSONArgsRecommended') },
    ])
    expect((await askEngine('GET', `/images/${name}/json`)).status).toBe(404)
    await writeFile(join(tree.path, 'Dockerfile'), 'FROM busybox\nRUNS x\n')
    const { failures } = await builder.build(request, { checkOnly: true })
    expect(failures).toMatchObject([{ code: 'build-failed', data: { dockerfile: { firstLine: 2 } } }])
  })
})

describe('a build that fails', () => {
  buildScenario('shows its line, its step and what it printed last', async ({ builder }) => {
    const text = 'FROM busybox\nRUN true\nRUN echo one && \\\n    echo two >&2 && \\\n    exit 7\nRUN true\n'
    await using tree = await temporaryTree({ 'sub/Dockerfile': text })
    const { failures } = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfile: 'sub/Dockerfile',
      tags: [builder.name('failing')],
      noCache: true,
    })
    expect(failures).toMatchObject([
      {
        code: 'build-failed',
        data: {
          service: 'web',
          reason: expect.stringContaining('exit code: 7'),
          step: expect.stringContaining('[3/4] RUN echo one'),
          dockerfile: { name: 'sub/Dockerfile', text, firstLine: 3, lastLine: 5 },
        },
      },
    ])
    expect((failures[0] as Failure<'build-failed'>).data.output?.toSorted()).toEqual(['one', 'two'])
  })

  buildScenario('ends the others and names all that is missing', async ({ builder }) => {
    await using tree = await temporaryTree({ Dockerfile: 'FROM busybox' })
    const gone = join(tree.path, 'gone')
    const request = { context: tree.path, tags: [builder.name('x')] }
    const { failures } = await builder.build([
      { ...request, service: 'a', context: gone },
      { ...request, service: 'b', dockerfile: 'Other' },
      { ...request, service: 'c', secrets: [{ id: 's', file: gone }] },
      { ...request, service: 'd', ssh: [{ id: 'default' }, { id: 'k', path: gone }] },
    ])
    expect(failures.map(({ code, data }) => [code, (data as { service: string }).service])).toEqual([
      ['build-context-missing', 'a'],
      ['build-dockerfile-missing', 'b'],
      ['build-secret-missing', 'c'],
      ['build-ssh-missing', 'd'],
      ['build-ssh-missing', 'd'],
    ])
  })

  buildScenario.for([
    ['an unknown instruction', 'FROM busybox\nFLY away\n', 2, /unknown instruction/],
    ['a file that is not there', 'FROM busybox\nCOPY nothing /\n', 2, /nothing/],
    ['an empty Dockerfile', '', undefined, /empty|no build stage/],
    ['a stage that is not there', 'FROM busybox\nCOPY --from=nowhere:0 /a /\n', undefined, /nowhere/],
  ] as const)('on %s says so', async ([, text, line, reason], { builder }) => {
    await using tree = await temporaryTree({ Dockerfile: text })
    const { failures } = await builder.build({
      service: 'web',
      context: tree.path,
      tags: [builder.name('bad')],
    })
    expect(failures).toMatchObject([
      { code: 'build-failed', data: { reason: expect.stringMatching(reason) } },
    ])
    if (line !== undefined) expect(failures[0]?.data).toMatchObject({ dockerfile: { firstLine: line } })
  })
})

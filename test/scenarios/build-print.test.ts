import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tscompose } from './support/program.ts'
import { oracle, scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

/** Every key of `build:` that a bake file has a field for. */
const project = `
services:
  base:
    build:
      context: ctx
      dockerfile_inline: |
        FROM busybox
        RUN echo $\${HOME}
  web:
    image: demo/web:1
    platform: linux/amd64
    build:
      context: ctx
      dockerfile: ../Dockerfile.dev
      args: { A: '1', B: , C: 'x $\${y}' }
      target: prod
      tags: [demo/web:two, 'localhost:5999/x:y']
      labels: { l: 'b=$\${c}' }
      cache_from: [demo/web:cache, 'type=registry,ref=localhost:5999/c']
      cache_to: ['type=inline']
      no_cache: true
      pull: true
      network: host
      shm_size: 128m
      ulimits: { nofile: { soft: 100, hard: 200 }, nproc: 50 }
      extra_hosts: ['a:1.2.3.4', 'a:::1', 'c:host-gateway']
      secrets: [file, { source: variable, target: other }, elsewhere]
      ssh: [default, k=./key]
      privileged: true
      entitlements: [network.host]
      provenance: mode=max
      sbom: true
      platforms: [linux/amd64, linux/arm64]
      additional_contexts: { base: 'service:base', dir: ./ctx, image: docker-image://busybox }
  db:
    image: demo/db
    build: { context: ./ctx, provenance: false, sbom: 'generator=x' }
  far:
    image: demo/far
    build: { context: 'https://host.invalid/r.git#main:sub', dockerfile: a/Dockerfile }
secrets:
  file: { file: ./secret.txt }
  variable: { environment: SOME_VARIABLE }
  elsewhere: { external: true }
`

interface BakeFile {
  readonly group: { readonly default: { readonly targets: readonly string[] } }
  readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const proxies = { default: { httpProxy: 'http://proxy.invalid:1', noProxy: 'a,b' } }

/** A printed file without the order that Docker Compose leaves to chance. */
async function printed(stack: Stack, program: readonly string[], line: string): Promise<BakeFile> {
  const { code, stdout, stderr } = await stack.runProgram(
    [...program, 'build', '--print', ...line.split(' ')],
    {
      DOCKER_CONFIG: join(stack.folder, 'docker-config'),
    },
  )
  expect(code, stderr).toBe(0)
  const { group, target } = JSON.parse(stdout) as BakeFile
  const targets = Object.entries(target).map(([name, fields]) => [
    name,
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value]),
    ),
  ])
  return {
    group: { default: { targets: group.default.targets.toSorted() } },
    target: Object.fromEntries(targets),
  }
}

describe.runIf(oracle)('build --print', () => {
  scenario.for([
    'web db far',
    '--push db base',
    '--push web',
    '--check db',
    '--no-cache --pull --build-arg A=9 --build-arg NOT_SET --ssh default base',
    '--provenance=true --sbom=false db',
  ])('gives the bake file that docker-compose gives: %s', async (line, { stack }) => {
    await stack.write({ 'compose.yaml': project, 'ctx/Dockerfile': 'FROM busybox\n' })
    await mkdir(join(stack.folder, 'docker-config'))
    const config = { proxies, cliPluginsExtraDirs: [dirname(oracle ?? '')] }
    await writeFile(join(stack.folder, 'docker-config/config.json'), JSON.stringify(config))
    const theirs = await printed(stack, [oracle ?? ''], line)
    expect(await printed(stack, tscompose, line)).toEqual(theirs)
  })
})

it.skipIf(oracle)('bake files are not compared: docker-compose is not at hand', () => {
  expect(project).not.toBe('')
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readVariables } from '../../src/load/env/read-variables.ts'
import { lineAndColumn, type Place } from '../../src/model/place.ts'
import { NumberText } from '../../src/resolve/canonical/plain.ts'
import { explain, missOf } from '../../src/resolve/explain.ts'
import { RESOLVE_ALL, resolveProject } from '../../src/resolve/resolve-project.ts'
import { loadText } from '../support/canonical.ts'

const FILES: Readonly<Record<string, string>> = {
  'compose.yaml': `
include: [sub/included.yaml]
x-env: &env
  LOG_LEVEL: info
  ANCHORED: a
services:
  base:
    image: busybox:$TAG
    environment:
      LOG_LEVEL: debug
      BASE: 1
  api:
    extends: {service: base}
    env_file: api.env
    environment:
      <<: *env
    extra_hosts: {h: 1.2.3.4}
    labels: {com.example.tier: back}
    ports: ["80:80"]
`,
  'override.yaml': 'services:\n  api:\n    environment: [LOG_LEVEL=warn]\n',
  'api.env': 'SECRET=x\nLOG_LEVEL=file\n',
  '.env': 'TAG=9\n',
  'sub/included.yaml': 'services: {inc: {image: q}}\n',
}

let cwd = ''
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'explain-'))
  await mkdir(join(cwd, 'sub'))
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(cwd, name), text)
})
afterAll(() => rm(cwd, { recursive: true }))

/** `path = value`, then one line for each setting with its links. */
async function lines(path: string): Promise<string[]> {
  const loaded = await loadText('', { cwd, files: ['compose.yaml', 'override.yaml'] })
  const { project } = await resolveProject(loaded, { ...RESOLVE_ALL, readVariables })
  const explanations = await explain(loaded, project, path, readVariables)
  return explanations.flatMap(({ path, value, settings }) => [
    `${path.join('.')} = ${text(value)}`,
    ...settings.map(({ value, at, via }) =>
      [`${text(value)} ${place(at)}`, ...via.map((link) => `${link.kind} ${place(link.at)}`)].join(' < '),
    ),
  ])
}

function text(value: unknown): string {
  if (value instanceof NumberText) return value.text
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function place(at: Place): string {
  return `${relative(cwd, at.source.path)}:${lineAndColumn(at).line}`
}

it('follows a variable through files, merge keys, extends and env files', async () => {
  expect(await lines('services.api.environment.LOG_LEVEL')).toEqual([
    'services.api.environment.LOG_LEVEL = warn',
    'warn override.yaml:3',
    'info compose.yaml:4 < merge-key compose.yaml:16 < anchor compose.yaml:16',
    'debug compose.yaml:10 < extends compose.yaml:13',
    'file api.env:2 < env_file compose.yaml:14',
  ])
})

it('names the file that set a variable used in a text', async () => {
  expect(await lines('services.base.image')).toEqual([
    'services.base.image = busybox:9',
    'busybox:9 compose.yaml:8 < interpolation compose.yaml:8 < env_file .env:1',
  ])
})

it.each<[path: string, lines: string[]]>([
  ['services.inc.image', ['services.inc.image = q', 'q sub/included.yaml:1 < include compose.yaml:2']],
  [
    'services.api.environment.SECRET',
    ['services.api.environment.SECRET = x', 'x api.env:1 < env_file compose.yaml:14'],
  ],
  ['services.api.networks.default', ['services.api.networks.default = null']],
  [
    'services.api.labels.com.example.tier',
    ['services.api.labels.com.example.tier = back', 'back compose.yaml:18'],
  ],
  ['services.api.extra_hosts', ['services.api.extra_hosts.0 = h=1.2.3.4', '{"h":"1.2.3.4"} compose.yaml:17']],
  ['services.nowhere', []],
])('explains %s', async (path, expected) => {
  expect(await lines(path)).toEqual(expected)
})

it('explains everything below a path', async () => {
  const found = await lines('services.api.ports')
  expect(found.filter((line) => line.includes(' = '))).toEqual([
    'services.api.ports.0.mode = ingress',
    'services.api.ports.0.target = 80',
    'services.api.ports.0.published = 80',
    'services.api.ports.0.protocol = tcp',
  ])
})

it.each([
  ['services.apii.image', 'services', 'services.api.image'],
  ['servces.api', '', 'services.api'],
  ['services.api.imge', 'services.api', 'services.api.image'],
  ['services.gamma.image', 'services', undefined],
  ['services.api.ports.7', 'services.api.ports', undefined],
])('says where %s stops to lead anywhere', async (path, upTo, suggestion) => {
  const loaded = await loadText('', { cwd, files: ['compose.yaml', 'override.yaml'] })
  const { project } = await resolveProject(loaded, { ...RESOLVE_ALL, readVariables })
  const miss = missOf(project, path)
  expect(miss).toMatchObject({ path: upTo, ...(suggestion && { suggestion }) })
  expect(miss.suggestion).toBe(suggestion)
  expect(miss.known).toEqual(expect.arrayContaining(upTo === 'services' ? ['api', 'base', 'inc'] : []))
})

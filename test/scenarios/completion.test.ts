import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompletingShell, shells } from './support/shells.ts'

const FILES = {
  'compose.yaml': 'services: {api: {image: a}, db: {image: a}, debugger: {image: a, profiles: [debug]}}',
  'other.yaml': 'services: {only-here: {image: a, profiles: [nightly]}}',
  'sub/compose.yaml': 'services: {below: {image: a}}',
}

const CASES: readonly (readonly [line: string, ...found: string[]])[] = [
  ['tscompose log', 'login', 'logout', 'logs'],
  ['tscompose rollb', 'rollback'],
  ['tscompose up ', 'api', 'db', 'debugger'],
  ['tscompose up d', 'db', 'debugger'],
  ['tscompose up -d --build a', 'api'],
  ['tscompose logs --tail 5 -f db a', 'api'],
  ['tscompose -f other.yaml up ', 'only-here'],
  ['tscompose --file=other.yaml logs -f o', 'only-here'],
  ['tscompose -p shop -f compose.yaml -f other.yaml up o', 'only-here'],
  ['tscompose --project-directory sub up ', 'below'],
  ['tscompose --profile ', 'debug'],
  ['tscompose -f other.yaml --profile n', 'nightly'],
  ['tscompose up --attach ap', 'api'],
  ['tscompose up --pull ', 'always', 'build', 'missing', 'never'],
  ['tscompose up --pull=al', '--pull=always'],
  ['tscompose --progress p', 'plain'],
  ['tscompose --ansi ', 'always', 'auto', 'never'],
  ['tscompose ps --format ', 'json', 'table'],
  ['tscompose ps --status re', 'removing', 'restarting'],
  ['tscompose scale ap', 'api='],
  ['tscompose down --rmi ', 'all', 'local'],
  ['tscompose up --abort-on-container-e', '--abort-on-container-exit'],
  ['tscompose up --timeout '],
  ['tscompose -f ot', 'other.yaml'],
  ['tscompose config -o oth', 'other.yaml'],
  ['tscompose completion f', 'fish'],
]

describe.each(Object.entries(shells))('completion in %s', (_, open) => {
  let folder = ''
  let shell: CompletingShell
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tsc-completion-'))
    await mkdir(join(folder, 'sub'))
    for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content)
    shell = await open(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each(CASES)('%s', async (line, ...found) => {
    await rm(join(folder, '.result'), { force: true })
    expect(await shell.complete(line)).toEqual(found)
  })
})

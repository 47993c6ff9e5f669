import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRules } from '../../src/cli/watch/read-rules.ts'
import type { Project } from '../../src/model/project.ts'
import { failureOf } from './support/failure-of.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tscompose-rules-')))
  mkdirSync(join(folder, 'real/src'), { recursive: true })
  symlinkSync('real', join(folder, 'link'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A project of one service that is built from `context` and watched at `path`, relative to the folder. */
function projectOf(context: string, path: string): Project {
  const watch = [{ action: 'sync', path: join(folder, path), target: '/t' }]
  const service = { name: 'a', build: { context: join(folder, context) }, develop: { watch } }
  return { name: 'p', services: { a: service } } as unknown as Project
}

function writeIgnoreFile(text: string): void {
  writeFileSync(join(folder, 'real/.dockerignore'), text)
}

describe('rules of a project folder that a link leads to', () => {
  it.each([
    ['link', 'real'],
    ['link', 'link'],
    ['real', 'link'],
    ['link', 'real/src'],
    ['link', 'link/src'],
    ['real', 'link/src'],
    ['link', '.'],
  ])('heed the .dockerignore of %s while %s is watched', (context, path) => {
    writeIgnoreFile('secret.txt\nsrc/secret.txt\n')
    const [rule] = readRules(projectOf(context, path)).rules
    const at = join(folder, path, path === '.' ? 'real' : '')
    expect(rule?.matches(join(at, 'secret.txt'))).toBe(false)
    expect(rule?.matches(join(at, 'open.txt'))).toBe(true)
  })
})

describe('a .dockerignore', () => {
  it('that leaves out all says so, with the line', () => {
    writeIgnoreFile('# all\n *\n!src\n')
    const { warnings } = readRules(projectOf('real', 'real'))
    expect(warnings).toMatchObject([{ code: 'watch-ignore-all', at: { start: 6, end: 8 } }])
  })

  it('with a pattern that means nothing is refused, with the line', () => {
    writeIgnoreFile('a\n[b-a]\n')
    expect(failureOf(() => readRules(projectOf('real', 'real')))).toMatchObject({
      code: 'pattern-invalid',
      at: { start: 2, end: 7 },
    })
  })
})

it('watching / is warned of', () => {
  const project = projectOf('real', '/')
  Object.assign(project.services.a?.develop?.watch?.[0] ?? {}, { path: '/' })
  expect(readRules(project).warnings.map(({ code }) => code)).toEqual(['watch-root'])
})

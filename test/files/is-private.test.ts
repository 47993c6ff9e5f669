import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withoutPrivate } from '../../src/build/without-private.ts'
import { isPrivate } from '../../src/files/is-private.ts'
import { start, tscompose } from '../scenarios/support/program.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-private-'))
  mkdirSync(join(folder, 'shop'))
  mkdirSync(join(folder, 'other'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, text: string, mode = 0o644): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  chmodSync(full, mode)
  return full
}

describe('what a file says is private', () => {
  it.each<[string, string, number, boolean, boolean]>([
    ['an env file of the project', 'shop/a.env', 0o644, false, false],
    ['an env file of the project that is not for everybody', 'shop/a.env', 0o600, false, true],
    ['an env file elsewhere', 'other/a.env', 0o644, false, true],
    ['a compose file elsewhere', 'other/base.yml', 0o644, true, false],
    ['a compose file elsewhere that is not for everybody', 'other/base.yml', 0o600, true, true],
    ['a compose file of the project that is not for everybody', 'shop/base.yml', 0o600, true, false],
    ['something else of the project that is included', 'shop/shadow', 0o600, true, true],
  ])('%s', (_, path, mode, isCompose, expected) => {
    const file = put(path, '', mode)
    expect(isPrivate({ path: file, isCompose, namedBy: join(folder, 'shop/compose.yaml') })).toBe(expected)
  })

  it('a link out of the project', () => {
    const target = put('other/x', '')
    const link = join(folder, 'shop/.env')
    symlinkSync(target, link)
    expect(isPrivate({ path: link, isCompose: false })).toBe(true)
  })

  it('a link that is called as a compose file', () => {
    const target = put('other/shadow', '', 0o600)
    const link = join(folder, 'shop/base.yaml')
    symlinkSync(target, link)
    expect(isPrivate({ path: link, isCompose: true, namedBy: join(folder, 'shop/compose.yaml') })).toBe(true)
  })
})

const SECRET = 'root:$6$SECRET:19000:0:99999:7:::\n=SECRET\n"SECRET\n'
const MODEL = 'image: busybox'

describe('no message shows a line of another’s file', () => {
  it.each<[string, string]>([
    ['env_file', `services: {a: {${MODEL}, env_file: ../other/shadow}}`],
    ['label_file', `services: {a: {${MODEL}, label_file: ../other/shadow}}`],
    ['include', 'include: [../other/shadow]'],
    ['include env_file', 'include: [{path: inner.yaml, env_file: ../other/shadow}]'],
    ['extends', 'services: {a: {extends: {file: ../other/shadow, service: root}}}'],
    ['.env', `services: {a: {${MODEL}}}`],
  ])('%s', async (what, text) => {
    put('other/shadow', SECRET, 0o600)
    put('shop/compose.yaml', `${text}\n`)
    put('shop/inner.yaml', `services: {b: {${MODEL}}}\n`)
    if (what === '.env') symlinkSync('../other/shadow', join(folder, 'shop/.env'))
    for (const flags of [[], ['--progress', 'json']]) {
      const { code, stdout, stderr } = await start([...tscompose, ...flags, 'config', '-q'], {
        cwd: join(folder, 'shop'),
      }).ended
      expect(stdout + stderr).not.toContain('SECRET')
      expect(stderr).toMatch(/shadow|\.env/)
      expect(code).toBe(1)
    }
  })

  it('a Dockerfile', () => {
    const dockerfile = put('other/shadow', SECRET, 0o600)
    const told = {
      service: 'a',
      reason: 'dockerfile parse error on line 1: unknown instruction: root:$6$SECRET',
      dockerfile: { name: dockerfile, text: SECRET, firstLine: 1, lastLine: 1 },
    }
    const request = { service: 'a', context: join(folder, 'shop'), dockerfile } as never
    expect(JSON.stringify(withoutPrivate(request, told))).not.toContain('SECRET')
    expect(withoutPrivate(request, told).reason).toContain('line 1')
    chmodSync(dockerfile, 0o644)
    expect(withoutPrivate(request, told)).toBe(told)
  })
})

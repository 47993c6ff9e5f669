import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from '../../../src/cli/lock/lock-folder.ts'

let folder = ''
const uid = process.getuid?.()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-lock-folder-'))
  for (const name of ['run', 'home', 'tmp']) mkdirSync(join(folder, name), { mode: 0o700 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const find = (environment: Record<string, string> = {}, changes: { home?: string; uid?: number } = {}) =>
  lockFolder({ environment, home: join(folder, 'home'), temporary: join(folder, 'tmp'), uid, ...changes })
const runtime = () => ({ XDG_RUNTIME_DIR: join(folder, 'run') })

it('is the runtime folder where that is private', () => {
  expect(find(runtime())).toBe(join(folder, 'run/tscompose'))
  expect(statSync(find(runtime())).mode & 0o777).toBe(0o700)
})

it.each([0o750, 0o707, 0o1777])('is not a runtime folder of mode %o', (mode) => {
  chmodSync(join(folder, 'run'), mode)
  expect(find(runtime())).toBe(join(folder, 'home/.local/state/tscompose/locks'))
  expect(statSync(find()).mode & 0o777).toBe(0o700)
})

it('is none that others can reach, nor a link', () => {
  mkdirSync(join(folder, 'run/tscompose'), { mode: 0o700 })
  chmodSync(join(folder, 'run/tscompose'), 0o755)
  mkdirSync(join(folder, 'home/.local/state/tscompose'), { recursive: true })
  symlinkSync(join(folder, 'tmp'), join(folder, 'home/.local/state/tscompose/locks'))
  expect(find(runtime())).toBe(join(folder, `tmp/tscompose-${uid}`))
})

it('is said where there is none', () => {
  symlinkSync('nowhere', join(folder, `tmp/tscompose-${uid}`))
  expect(() => find({}, { home: join(folder, 'not/there') })).toThrow('no-lock-folder')
})

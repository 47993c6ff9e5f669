import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start, tscompose } from '../scenarios/support/program.ts'

const folder = mkdtempSync(join(tmpdir(), 'tscompose-readers-'))

beforeAll(() => {
  spawnSync('mkfifo', [join(folder, 'fifo')])
  mkdirSync(join(folder, 'folder'))
  symlinkSync('loop', join(folder, 'loop'))
  writeFileSync(join(folder, 'fine.yaml'), 'services: {a: {image: busybox}}\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KINDS = [
  'fifo',
  'folder',
  'loop',
  '/dev/zero',
  ...(process.platform === 'linux' ? ['/proc/self/status'] : []),
]

/** What each reader is given, and whether what names the file has a place. */
const READERS: readonly (readonly [string, (file: string) => { flags: string[]; text?: string }])[] = [
  ['-f', (file) => ({ flags: ['-f', file] })],
  ['--env-file', (file) => ({ flags: ['-f', 'fine.yaml', '--env-file', file] })],
  ['env_file', (file) => ({ flags: [], text: `services: {a: {image: busybox, env_file: ${file}}}` })],
  ['label_file', (file) => ({ flags: [], text: `services: {a: {image: busybox, label_file: ${file}}}` })],
  ['include', (file) => ({ flags: [], text: `include: [${file}]` })],
  ['include env_file', (file) => ({ flags: [], text: `include: [{path: fine.yaml, env_file: ${file}}]` })],
  ['extends', (file) => ({ flags: [], text: `services: {a: {extends: {file: ${file}, service: b}}}` })],
]

describe.each(READERS)('%s', (reader, given) => {
  it.each(KINDS)('%s is said to be no file to read, at once and with its place', async (kind) => {
    const { flags, text } = given(kind)
    const name = `${reader}-${kind}.yaml`.replace(/[ /]/g, '_')
    if (text) writeFileSync(join(folder, name), `${text}\n`)
    const { code, stderr, stdout } = await start(
      [...tscompose, ...(text ? ['-f', name] : flags), 'config', '-q'],
      { cwd: folder },
    ).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^error: the (compose|env|label|included|extended) file .* cannot be read: /m)
    expect(stderr).toContain(kind)
    if (text) expect(stderr).toContain(`--> ${name}:1:`)
  })
})

import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyPath, userSealing } from '../../../src/cli/steps/user-key.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tscompose-key-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const surroundings = () => ({ environment: {}, home })
const folder = () => join(home, '.local/state/tscompose')

describe("the user's key", () => {
  it('is made once, whole, where only the user reads it, by however many at once', async () => {
    const seals = await Promise.all(
      Array.from({ length: 20 }, async () => (await userSealing(surroundings())).close('{}')),
    )
    expect(new Set(seals).size).toBe(1)
    expect(seals[0]).toBeDefined()
    expect(await readdir(folder())).toEqual(['key'])
    expect((await stat(folder())).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder(), 'key'))).mode & 0o777).toBe(0o600)
    expect(await readFile(join(folder(), 'key'))).toHaveLength(32)
  })

  it.each([
    [{}, '/home/ann/.local/state/tscompose/key'],
    [{ XDG_STATE_HOME: '/state' }, '/state/tscompose/key'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/tscompose/key'],
  ])('is in the folder for state: %j', (environment, path) => {
    expect(keyPath({ environment, home: '/home/ann' })).toBe(path)
  })

  it.each<[string, (path: string) => Promise<void>]>([
    ['others may read it', (path) => writeFile(path, Buffer.alloc(32), { mode: 0o644 })],
    ['it is cut short', (path) => writeFile(path, Buffer.alloc(31), { mode: 0o600 })],
    ['it is a folder', async (path) => void (await mkdir(path, 0o700))],
    ['it is a link', (path) => symlink('/etc/hostname', path)],
  ])('is not used where %s', async (_, make) => {
    await mkdir(folder(), { recursive: true })
    await make(join(folder(), 'key'))
    expect((await userSealing(surroundings())).close('{}')).toBeUndefined()
  })

  it('is not made where the home folder is not there or cannot be written', async () => {
    const nowhere = { environment: {}, home: join(home, 'none') }
    expect((await userSealing(nowhere)).close('{}')).toBeUndefined()
    await writeFile(join(home, '.local'), '')
    expect((await userSealing(surroundings())).close('{}')).toBeUndefined()
  })
})

import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { link, mkdir, open, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Sealing } from '../../plan/desired.ts'
import type { Context } from '../context.ts'
import { KEY_LENGTH, sealingWith } from './seal.ts'

/** What a command knows of its user's surroundings. */
type Surroundings = Pick<Context, 'environment' | 'home'>

/**
 * Seals labels with the key of the user, which is made when there is none. Where there can be none that nobody else
 * can read, nothing is sealed: plans then tell what changed from the containers themselves.
 */
export async function userSealing(context: Surroundings): Promise<Sealing> {
  return sealingWith(await userKey(context))
}

/** Where the key is: in the user's folder for state. */
export function keyPath({ environment, home }: Surroundings): string {
  const state = environment.XDG_STATE_HOME
  return join(state && isAbsolute(state) ? state : join(home, '.local', 'state'), 'tscompose', 'key')
}

async function userKey(context: Surroundings): Promise<Buffer | undefined> {
  const path = keyPath(context)
  try {
    return await readKey(path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || !(await isOwn(context.home))) throw error
      await makeKey(path)
      return readKey(path)
    })
  } catch {
    return undefined
  }
}

/** Undefined where somebody else may know the key, or it is none. */
async function readKey(path: string): Promise<Buffer | undefined> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const { mode, uid, size } = await file.stat()
    const isPrivate = process.platform === 'win32' || ((mode & 0o077) === 0 && uid === process.geteuid?.())
    if (!isPrivate || size !== KEY_LENGTH) return undefined
    const key = await file.readFile()
    return key.length === KEY_LENGTH ? key : undefined
  } finally {
    await file.close()
  }
}

/** Whole or not at all: of two processes that make one at once, both then read the same. */
async function makeKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(draft, randomBytes(KEY_LENGTH), { flag: 'wx', mode: 0o600 })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
}

/** With `sudo` the home folder may be another user's, who could not use what is made there. */
async function isOwn(home: string): Promise<boolean> {
  return process.platform === 'win32' || (await stat(home)).uid === process.geteuid?.()
}

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDockerfile, readIgnoreFileOf } from '../../src/build/read-build-file.ts'
import { readDockerConfig } from '../../src/engine/docker-config.ts'
import { LARGEST, readPlainFile, UnreadablePath } from '../../src/files/read-file.ts'
import { readHandedOver } from '../../src/files/read-handed-over.ts'
import { readOrFail } from '../../src/files/read-or-fail.ts'
import { readText } from '../../src/load/read-text.ts'
import { Failed } from '../../src/model/failure.ts'
import type { UnreadableReason } from '../../src/model/failures/load.ts'

const folder = mkdtempSync(join(tmpdir(), 'tscompose-read-'))
const at = (name: string) => join(folder, name)
const server = createServer()

beforeAll(async () => {
  spawnSync('mkfifo', [at('fifo')])
  mkdirSync(at('folder'))
  symlinkSync('loop', at('loop'))
  symlinkSync('fifo', at('to-fifo'))
  writeFileSync(at('text'), 'hello')
  writeFileSync(at('empty'), '')
  writeFileSync(at('large'), 'x'.repeat(2000))
  await new Promise<void>((resolve) => server.listen(at('socket'), resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const KINDS: readonly (readonly [string, UnreadableReason])[] = [
  ['fifo', 'not-regular'],
  ['to-fifo', 'not-regular'],
  ['socket', 'not-regular'],
  ['loop', 'link-loop'],
  ['folder', 'directory'],
  ['nothing', 'missing'],
  ['text/below', 'missing'],
  ['/dev/zero', 'not-regular'],
  ['/dev/full', 'not-regular'],
  ...(process.platform === 'linux' ? ([['/proc/self/status', 'grows']] as const) : []),
]

function reasonOf(read: () => unknown): UnreadableReason | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof UnreadablePath) return error.reason
    throw error
  }
}

describe('a plain file', () => {
  it.each(KINDS)('is not %s: %s', (path, reason) => {
    expect(reasonOf(() => readPlainFile(path.startsWith('/') ? path : at(path), 1000))).toBe(reason)
  })

  it('is read whole, up to its limit', () => {
    expect(readPlainFile(at('text'), 5).toString()).toBe('hello')
    expect(readPlainFile(at('empty'), 5)).toHaveLength(0)
    expect(reasonOf(() => readPlainFile(at('large'), 1999))).toBe('too-large')
    expect(readPlainFile(at('large'), 2000)).toHaveLength(2000)
  })
})

/** Each kind of reader with what it throws or gives back for a path. */
const READERS: Readonly<Record<string, (path: string) => Promise<readonly string[]>>> = {
  'files of the project': async (path) => {
    const found = await readText(path, 'env')
    return 'code' in found ? [found.code] : []
  },
  secrets: (path) => failing(() => readOrFail(path, LARGEST.secret)),
  Dockerfiles: (path) => failing(() => readDockerfile({ service: 'a' }, path)),
}

async function failing(run: () => unknown): Promise<readonly string[]> {
  try {
    run()
    return []
  } catch (error) {
    if (error instanceof Failed) return error.failures.map(({ code }) => code)
    throw error
  }
}

describe.each(Object.entries(READERS))('reading %s', (_, read) => {
  it.each(KINDS.filter(([, reason]) => reason !== 'missing'))('fails as a value for %s', async (path) => {
    const codes = await read(path.startsWith('/') ? path : at(path))
    expect(codes).toHaveLength(1)
    expect(codes[0]).toMatch(/^(file-not-readable|path-unreadable|build-file-unreadable)$/)
  })
})

it.each(['fifo', 'folder', 'socket', 'loop'])(
  'an ignore file or docker configuration that is a %s is said to be unreadable',
  (kind) => {
    const context = at(`context-${kind}`)
    mkdirSync(context)
    symlinkSync(at(kind), join(context, '.dockerignore'))
    symlinkSync(at(kind), join(context, 'config.json'))
    expect(() => readIgnoreFileOf({ service: 'a', context })).toThrow('build-file-unreadable')
    expect(() => readDockerConfig({ DOCKER_CONFIG: context }, '/')).toThrow('path-unreadable')
  },
)

describe('what a shell hands over', () => {
  it('may be nothing, and has a limit', async () => {
    expect(await readHandedOver('/dev/null', 100)).toHaveLength(0)
    expect(String(await readHandedOver(at('text'), 100))).toBe('hello')
    await expect(readHandedOver(at('large'), 100)).rejects.toThrow(UnreadablePath)
    await expect(readHandedOver('/dev/zero', 100)).rejects.toThrow(UnreadablePath)
  })
})

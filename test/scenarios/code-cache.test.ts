import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test as base, expect } from 'vitest'
import { start, tscompose } from './support/program.ts'

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tscompose-code-cache-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
})

test('what a command compiled is kept, used by the next, and made anew when it is spoilt', async ({
  folder,
}) => {
  await prints(folder, folder)
  const kept = filesIn(folder)
  expect(kept.map((file) => file.replace(/.*\//, ''))).toEqual(['version'])
  const [file = ''] = kept
  const first = readFileSync(file)

  await prints(folder, folder)
  expect(readFileSync(file).equals(first)).toBe(true)

  for (const spoilt of [Buffer.alloc(0), Buffer.alloc(first.length), first.subarray(0, first.length / 2)]) {
    writeFileSync(file, spoilt)
    await prints(folder, folder)
    expect(readFileSync(file).length).toBeGreaterThan(first.length / 2)
  }
})

test('a flipped bit anywhere is found, and mended', async ({ folder }) => {
  await prints(folder, folder)
  const [file = ''] = filesIn(folder)
  const whole = readFileSync(file)
  // Spread over head and parts, always the same.
  for (let round = 0; round < 12; round++) {
    const spoilt = Buffer.from(whole)
    const at = Math.floor((whole.length * (round * 7 + 1)) / 89)
    spoilt.writeUInt8(spoilt.readUInt8(at) ^ (1 << (round % 8)), at)
    writeFileSync(file, spoilt)
    await prints(folder, folder)
    expect(readFileSync(file).equals(spoilt)).toBe(false)
  }
})

test.each([
  ['its folder', 0o777, (file: string) => dirname(file)],
  ['the folder above', 0o775, (file: string) => dirname(dirname(file))],
  ['the file', 0o666, (file: string) => file],
])('code is not taken where others can write to %s', async (_, mode, chosen) => {
  const folder = mkdtempSync(join(tmpdir(), 'tscompose-code-cache-'))
  try {
    await prints(folder, folder)
    const [file = ''] = filesIn(folder)
    chmodSync(chosen(file), mode)
    const before = readFileSync(file)
    await prints(folder, folder)
    if (chosen(file) === file) expect(statSync(file).mode & 0o777).toBe(0o600)
    else expect(readFileSync(file).equals(before)).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a failed run keeps nothing', async ({ folder }) => {
  const { code } = await start([...tscompose, 'config'], { cwd: folder, env: { XDG_CACHE_HOME: folder } })
    .ended
  expect(code).toBe(1)
  expect(filesIn(folder)).toEqual([])
})

test('where nothing can be kept the program runs all the same', async ({ folder }) => {
  await prints(folder, join(folder, 'not/there'))
  await prints(folder, '/proc/none')
  writeFileSync(join(folder, 'file'), '')
  await prints(folder, join(folder, 'file'))
  expect(readdirSync(folder)).toEqual(['file'])
})

test.skipIf(process.getuid?.() !== 0)('a cache of another user is left alone', async ({ folder }) => {
  chownSync(folder, 12_345, 12_345)
  await prints(folder, folder)
  expect(readdirSync(folder)).toEqual([])
})

async function prints(cwd: string, cache: string): Promise<void> {
  const { code, stdout, stderr } = await start([...tscompose, 'version', '--short'], {
    cwd,
    env: { XDG_CACHE_HOME: cache },
  }).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
}

function filesIn(cache: string): string[] {
  const compiled = join(cache, 'tscompose/compiled')
  if (!existsSync(compiled)) return []
  return readdirSync(compiled).flatMap((name) =>
    readdirSync(join(compiled, name)).map((file) => join(compiled, name, file)),
  )
}

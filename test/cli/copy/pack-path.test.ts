import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { extract } from 'tar-stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LeftOut, packPath } from '../../../src/cli/copy/pack-path.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-pack-'))
  mkdirSync(join(folder, 'd/e'), { recursive: true })
  writeFileSync(join(folder, 'd/e/f'), 'mine')
  writeFileSync(join(folder, 'd/empty'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function packed(path: string, name: string, follow = false) {
  const left: LeftOut[] = []
  const entries: string[] = []
  const reader = extract()
  packPath(join(folder, path), name, follow, (one) => left.push(one)).pipe(reader as never)
  for await (const entry of reader) {
    const { header } = entry
    entries.push(
      `${header.type} ${header.name} ${header.linkname ?? (await buffer(entry as never)).toString()}`.trim(),
    )
    entry.resume()
  }
  return { entries, left }
}

it('packs folders, files, links and named pipes, and says what it leaves out', async () => {
  spawnSync('mkfifo', [join(folder, 'd/pipe')])
  symlinkSync('/etc/passwd', join(folder, 'd/link'))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(join(folder, 'd/socket'), resolve))
  const { entries, left } = await packed('d', 'x')
  server.close()
  expect(entries).toEqual([
    'directory x/',
    'directory x/e/',
    'file x/e/f mine',
    'file x/empty',
    'symlink x/link /etc/passwd',
    'fifo x/pipe',
  ])
  expect(left).toEqual([{ path: 'x/socket', reason: 'kind' }])
})

it.each([
  [false, ['symlink y d/e/f']],
  [true, ['file y mine']],
])('follows the link that was named only where that is asked for (%s)', async (follow, expected) => {
  symlinkSync('d/e/f', join(folder, 'link'))
  expect((await packed('link', 'y', follow)).entries).toEqual(expected)
})

it('fails for a file that becomes smaller', async () => {
  const big = join(folder, 'big')
  writeFileSync(big, Buffer.alloc(4 << 20))
  const reading = packPath(big, 'big', false, () => undefined)
  const whole = (async () => {
    for await (const _ of reading) truncateSync(big, 1000)
  })()
  await expect(whole).rejects.toThrow('path-unreadable')
})

import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { eventually } from './support/eventually.ts'
import { scenario } from './support/scenario.ts'
import { containerFile, containerTree } from './support/trees.ts'
import { SLEEPER, untilSame, watching } from './support/watching.ts'

scenario('whatever way a file is saved, it comes to be in every container as it is', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, scale: 2, develop: {watch: [{path: src, action: sync, target: /app}]}}}`,
    'src/kept': 'k',
  })
  await watching(stack)
  const at = (path: string) => join(stack.folder, 'src', path)
  const same = async () => {
    await untilSame(stack, '/app', 'src', 1)
    await untilSame(stack, '/app', 'src', 2)
  }
  await stack.write({
    'src/kept': 'written',
    'src/new': 'n',
    'src/deep/er/file': 'made with its directories',
  })
  await same()
  // As editors do: a file beside, then renamed over the old one; a swap file that comes and goes.
  await stack.write({ 'src/.new.swp': 'swap', 'src/new.tmp': 'n2' })
  await rename(at('new.tmp'), at('new'))
  await rm(at('.new.swp'))
  await same()
  await writeFile(at('new'), '')
  await writeFile(at('new'), 'truncated and written')
  await same()
  await chmod(at('new'), 0o755)
  await symlink('new', at('link'))
  await mkdir(at('empty'))
  await same()
  await rename(at('deep'), at('moved'))
  await same()
  await rm(at('moved'), { recursive: true })
  await rm(at('link'))
  await rm(at('empty'), { recursive: true })
  await stack.write({ 'src/empty': 'a file now', 'src/link/inside': 'a directory now' })
  await same()
  await rm(at('link'), { recursive: true })
  await symlink('empty', at('link'))
  await rm(at('empty'))
  await mkdir(at('empty'))
  await same()
})

scenario('a burst of many files ends in the same tree', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app}]}}}`,
    'src/first': '1',
  })
  const running = await watching(stack)
  const files: Record<string, string> = { 'src/first': '2' }
  for (let i = 0; i < 1500; i++) files[`src/d${i % 30}/e${i % 7}/f${i}`] = `${i}`.repeat(i % 50)
  await stack.write(files)
  await untilSame(stack, '/app', 'src')
  await Promise.all([0, 1, 2, 3, 4].map((i) => rm(join(stack.folder, `src/d${i}`), { recursive: true })))
  await rename(join(stack.folder, 'src/d5'), join(stack.folder, 'src/d0'))
  await untilSame(stack, '/app', 'src')
  running.signal('SIGINT')
  expect((await running.ended).code).toBe(130)
})

scenario('what is ignored stays out, what is included goes in', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    build: {context: ., dockerfile_inline: FROM busybox}
    command: [sleep, "100000"]
    init: true
    stop_grace_period: 0s
    develop:
      watch:
        - {path: src, action: sync, target: /app, ignore: [node_modules/, '**/*.log']}
        - {path: src, action: sync, target: /types, include: ['**/*.ts']}
`,
    '.dockerignore': '# made by the build\nsrc/dist\n!src/dist/kept\n',
    'src/a': '',
  })
  await stack.succeeds('up', '-d')
  await watching(stack, '--no-up')
  await stack.write({
    'src/node_modules/x/y': 'ignored',
    'src/lib/debug.log': 'ignored',
    'src/dist/out.js': 'left out of the image',
    'src/dist/kept': 'taken back',
    'src/lib/a.ts': 'typed',
    'src/lib/a.js': 'plain',
    'src/.git/index': 'never',
  })
  await eventually(async () => {
    const { Id } = await stack.container('web')
    expect(Object.keys(await containerTree(Id, '/types'))).toEqual(['lib', 'lib/a.ts'])
    expect(Object.keys(await containerTree(Id, '/app'))).toEqual([
      'dist',
      'dist/kept',
      'lib',
      'lib/a.js',
      'lib/a.ts',
    ])
  })
})

scenario(
  'everything is copied at the beginning where that is asked for, and to a new container',
  async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services: {web: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app, initial_sync: true}, {path: one.txt, action: sync, target: /one/}, {path: there, action: sync, target: /there}]}}}`,
      'src/deep/a': 'a',
      'one.txt': '1',
      'there/t': 'not copied, it is in the image',
    })
    const running = await watching(stack)
    await untilSame(stack, '/app', 'src')
    await stack.write({ 'one.txt': '2', 'src/b': 'b' })
    await untilSame(stack, '/app', 'src')
    await stack.succeeds('up', '-d', '--force-recreate', '-t', '0')
    await running.prints('sync of a new container')
    await untilSame(stack, '/app', 'src')
    const { Id } = await stack.container('web')
    await eventually(async () => expect(await containerFile(Id, '/one/one.txt')).toBe('2'))
    expect(await containerFile(Id, '/there')).toBeUndefined()
  },
)

scenario('a directory that becomes a link brings nothing of what that leads to', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app}]}}}`,
    'src/etc/passwd': 'of the project',
  })
  const running = await watching(stack)
  const { Id } = await stack.container('web')
  const before = await containerFile(Id, '/etc/passwd')
  const etc = join(stack.folder, 'src/etc')
  // At once, so that all of it is one batch; in the container the link leads elsewhere.
  writeFileSync(join(etc, 'passwd'), 'changed')
  rmSync(etc, { recursive: true })
  symlinkSync('/etc', etc)
  await running.prints('web sync: 1 file')
  await untilSame(stack, '/app', 'src')
  expect(await containerFile(Id, '/etc/passwd')).toBe(before)
  await stack.write({ 'src/more': 'm' })
  await untilSame(stack, '/app', 'src')
})

scenario('a container that takes no files is named, once', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, read_only: true, develop: {watch: [{path: src, action: sync, target: /app}]}}, other: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app}]}}}`,
    'src/a': '1',
  })
  const running = await watching(stack)
  for (const text of ['2', '3', '4']) {
    await stack.write({ 'src/a': text })
    await untilSame(stack, '/app', 'src', 1, 'other')
  }
  running.signal('SIGINT')
  const { stderr } = await running.ended
  const told = stderr.split('\n').filter((line) => line.includes('cannot copy into container'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(`${stack.name}-web-1: container rootfs is marked read-only`)
})

scenario('a path that is bind-mounted is not copied, and that is said', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, volumes: ['./src:/app'], develop: {watch: [{path: src/lib, action: sync, target: /lib}]}}}`,
    'src/lib/a': '',
  })
  const { stderr } = await stack.fails('watch')
  expect(stderr).toContain('is bind-mounted into service "web"')
  expect(stderr).toContain('no service says what is to be watched')
})

scenario('a project is watched once', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app}]}}}`,
    'src/a': '',
  })
  await watching(stack)
  const { stderr } = await stack.fails('watch')
  expect(stderr).toMatch(/is being watched already \(tscompose, process \d+\)/)
})

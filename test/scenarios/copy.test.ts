import { chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'

async function begin(stack: Stack): Promise<(script: string) => Promise<unknown>> {
  await stack.write({ 'compose.yaml': `services: {a: {${SLEEPER}}}\n` })
  await stack.succeeds('up -d')
  return (script) => stack.succeeds('exec', '-T', 'a', 'sh', '-ec', script)
}

describe('cp out of a container', () => {
  scenario('reaches nothing through what an earlier copy left', async ({ stack }) => {
    const inside = await begin(stack)
    const victim = join(stack.folder, 'victim')
    await mkdir(victim)
    await chmod(victim, 0o700)
    await writeFile(join(victim, 'file'), 'precious', { mode: 0o600 })
    await mkdir(join(stack.folder, 'out'))
    const expectUntouched = async () => {
      expect((await lstat(victim)).mode & 0o7777).toBe(0o700)
      expect((await lstat(join(victim, 'file'))).mode & 0o7777).toBe(0o600)
      expect(await readFile(join(victim, 'file'), 'utf8')).toBe('precious')
      expect(await readdir(victim)).toEqual(['file'])
    }

    await inside(`mkdir /data; ln -s ${victim} /data/s`)
    await stack.succeeds('cp a:/data ./out')
    await inside('rm /data/s; mkdir -m 777 /data/s; echo x > /data/s/file; ln /data/s/file /data/t')
    const second = await stack.fails('cp a:/data ./out')
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('data/s/: a link is on the way')
    await expectUntouched()
    await inside('rm /data/t; echo EVIL > /data/t; chmod 4777 /data/t')
    expect((await stack.fails('cp a:/data ./out')).code).toBe(1)
    await expectUntouched()
    expect((await lstat(join(stack.folder, 'out/data/t'))).mode & 0o7777).toBe(0o777)
  })

  scenario('goes behind a link that it was given only where a slash says so', async ({ stack }) => {
    const inside = await begin(stack)
    await inside('echo x > /x')
    await mkdir(join(stack.folder, 'real'))
    await symlink('real', join(stack.folder, 'link'))
    expect((await stack.fails('cp a:/x link')).stderr).toContain('write link/')
    expect(await readdir(join(stack.folder, 'real'))).toEqual([])
    await stack.succeeds('cp a:/x link/')
    expect(await readdir(join(stack.folder, 'real'))).toEqual(['x'])
  })

  scenario(
    'makes named pipes, copies the root, and leaves no folder where no path is named',
    async ({ stack }) => {
      const inside = await begin(stack)
      await inside('mkdir /p; mkfifo /p/pipe')
      await stack.succeeds('cp a:/p p')
      expect((await lstat(join(stack.folder, 'p/pipe'))).isFIFO()).toBe(true)
      await mkdir(join(stack.folder, 'out'))
      expect((await stack.fails('cp a: out/x')).code).toBe(1)
      expect(await readdir(join(stack.folder, 'out'))).toEqual([])
      await stack.run('cp a:/ out/root')
      expect(await readdir(join(stack.folder, 'out/root'))).toContain('bin')
    },
  )
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type LockOptions, lockProject } from '../../src/cli/project-lock.ts'
import { Failed } from '../../src/model/failure.ts'

let count = 0

function options(changes: Partial<LockOptions> = {}): LockOptions {
  return {
    engine: 'unix:///test.sock',
    project: `lock-${process.pid}-${count++}`,
    holder: 'first',
    directory: tmpdir(),
    platform: process.platform,
    signal: new AbortController().signal,
    onWait: () => {},
    ...changes,
  }
}

describe('lockProject', () => {
  it('lets the second in once the first lets go, and tells it who holds', async () => {
    const first = options()
    const lock = await lockProject(first)
    const told: string[] = []
    let entered = false
    const second = lockProject({ ...first, holder: 'second', onWait: (name) => told.push(name) }).then(
      (got) => {
        entered = true
        return got
      },
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(entered).toBe(false)
    lock.release()
    ;(await second).release()
    expect(told).toEqual(['first'])
  })

  it('keeps projects apart', async () => {
    const [a, b] = [await lockProject(options()), await lockProject(options())]
    a.release()
    b.release()
  })

  it('gives up after the timeout and names the holder', async () => {
    const first = options()
    const lock = await lockProject(first)
    const error = await lockProject({ ...first, timeout: 0.05 }).catch((e: unknown) => e)
    lock.release()
    expect(error).toBeInstanceOf(Failed)
    expect((error as Failed).failures[0]).toMatchObject({ code: 'project-locked', data: { holder: 'first' } })
  })

  it.each(['linux', 'darwin'] as const)(
    'is free again after its holder was killed (%s)',
    async (platform) => {
      if (platform === 'linux' && process.platform !== 'linux') return
      const first = options({ platform })
      const script = `
      import { createServer } from 'node:net'
      createServer(() => {}).listen(process.argv[1].replace('@', String.fromCharCode(0)), () => console.log('ready'))`
      const address = await addressOf(first)
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, address])
      await once(child.stdout, 'data')
      const second = lockProject(first)
      child.kill('SIGKILL')
      ;(await second).release()
    },
  )
})

async function addressOf({ engine, project, directory, platform }: LockOptions): Promise<string> {
  if (platform === 'linux') return `@tscompose ${engine} ${project}`
  const { createHash } = await import('node:crypto')
  const name = `tscompose-${createHash('sha256').update(`${engine}\n${project}`).digest('hex').slice(0, 24)}`
  return `${directory}/${name}.sock`
}

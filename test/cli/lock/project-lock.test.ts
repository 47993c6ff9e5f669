import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LockOptions, lockProject } from '../../../src/cli/lock/project-lock.ts'
import { Failed } from '../../../src/model/failure.ts'

let directory = ''
const servers: Server[] = []
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tscompose-lock-'))
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  rmSync(directory, { recursive: true, force: true })
})

function options(changes: Partial<LockOptions> = {}): LockOptions {
  return {
    engine: 'unix:///test.sock',
    project: 'shop',
    holder: 'first',
    directory,
    signal: new AbortController().signal,
    onWait: () => {},
    ...changes,
  }
}

/** A path at which a holder of the lock would listen. */
function place({ engine, project }: LockOptions, name: string): string {
  const prefix = createHash('sha256').update(`${engine}\n${project}`).digest('hex').slice(0, 24)
  return join(directory, `${prefix}-${name}`)
}

async function listenAt(path: string, onConnect: (socket: Socket) => void): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    onConnect(socket)
  })
  servers.push(server)
  server.listen(path)
  await once(server, 'listening')
}

describe('lockProject', () => {
  it('lets the second in once the first lets go, and tells it who holds', async () => {
    const first = await lockProject(options())
    const order: string[] = []
    let second: Promise<unknown> | undefined
    const told = await new Promise<string | undefined>((onWait) => {
      second = lockProject(options({ holder: 'second', onWait })).then((got) => {
        order.push('second')
        got.release()
      })
    })
    expect(told).toBe('first')
    order.push('release')
    first.release()
    first.release()
    await second
    expect(order).toEqual(['release', 'second'])
  })

  it('is held by one at a time, whoever comes when, and leaves nothing', async () => {
    let holding = 0
    let most = 0
    const work = async () => {
      const lock = await lockProject(options())
      holding += 1
      most = Math.max(most, holding)
      await new Promise((resolve) => setImmediate(resolve))
      holding -= 1
      lock.release()
    }
    await Promise.all(Array.from({ length: 12 }, work))
    expect(most).toBe(1)
    expect(readdirSync(directory)).toEqual([])
  })

  it('keeps projects and engines apart', async () => {
    const locks = await Promise.all([
      lockProject(options()),
      lockProject(options({ project: 'other' })),
      lockProject(options({ engine: 'tcp://other' })),
    ])
    for (const lock of locks) lock.release()
  })

  it('gives up after the timeout and names the holder', async () => {
    const lock = await lockProject(options())
    const error = await lockProject(options({ timeout: 2 })).catch((e: unknown) => e)
    lock.release()
    expect((error as Failed).failures[0]).toMatchObject({ code: 'project-locked', data: { holder: 'first' } })
  })

  it('ends its wait when it is told to', async () => {
    const lock = await lockProject(options())
    const stop = new AbortController()
    const waiting = lockProject(
      options({ signal: stop.signal, onWait: () => stop.abort(new Error('stopped')) }),
    )
    await expect(waiting).rejects.toThrow('stopped')
    lock.release()
  })

  it('is free again after its holder was killed, of whom nothing is left', async () => {
    const script = `
      import { createServer } from 'node:net'
      createServer(() => {}).listen(process.argv[1], () => console.log('ready'))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, place(options(), 'killed')])
    await once(child.stdout, 'data')
    const second = lockProject(options())
    child.kill('SIGKILL')
    ;(await second).release()
    expect(readdirSync(directory)).toEqual([])
  })
})

it('removes some of what killed processes left, and nothing of those that live', async () => {
  for (let at = 0; at < 60; at++) {
    await listenAt(join(directory, `.${at}`), () => {})
    renameSync(join(directory, `.${at}`), join(directory, `dead-${at}`))
    servers.pop()?.close()
  }
  await listenAt(join(directory, 'alive'), () => {})
  for (let round = 0; round < 12; round++) (await lockProject(options())).release()
  const left = readdirSync(directory)
  expect(left).toContain('alive')
  expect(left.length).toBeLessThan(50)
})

describe('a holder that', () => {
  it.each<[string, (socket: Socket) => void, string | undefined]>([
    ['says nothing is waited for with a word', () => {}, undefined],
    ['says garbage is shown without it', (socket) => socket.write('\x1b[2J\u0007evil\rx\n'), '?[2J?evil?x'],
    ['never ends its name is cut short', (socket) => pour(socket), 'x'.repeat(120)],
  ])('%s', async (_, onConnect, name) => {
    await listenAt(place(options(), 'a'), onConnect)
    const told: (string | undefined)[] = []
    const error = await lockProject(options({ timeout: 1.5, onWait: (one) => told.push(one) })).catch(
      (e) => e,
    )
    expect(error).toBeInstanceOf(Failed)
    expect((error as Failed).failures[0]).toMatchObject({
      code: 'project-locked',
      data: { project: 'shop', ...(name && { holder: name }) },
    })
    expect(told).toEqual([name])
  })
})

function pour(socket: Socket): void {
  const write = () => {
    while (!socket.destroyed && socket.write('x'.repeat(65_536)));
  }
  socket.on('drain', write)
  write()
}

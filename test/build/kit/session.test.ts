import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { GrpcClient } from '../../../src/build/kit/grpc/client.ts'
import { openSession } from '../../../src/build/kit/session.ts'
import { connectControl } from '../../../src/build/kit/transport.ts'

describe('a session', () => {
  const closers: (() => void)[] = []
  afterEach(() => {
    for (const close of closers.splice(0)) close()
  })

  /** A connection on which the engine has already said something by the time we get it. */
  async function connectionWithData() {
    const engine = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    })
    engine.listen(0, '127.0.0.1')
    await once(engine, 'listening')
    const { port } = engine.address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    closers.push(
      () => engine.close(),
      () => socket.destroy(),
    )
    await once(socket, 'readable')
    return socket
  }

  async function uncaught(body: () => Promise<void>): Promise<unknown[]> {
    const thrown: unknown[] = []
    const note = (error: unknown) => void thrown.push(error)
    process.prependListener('uncaughtException', note)
    closers.push(() => process.off('uncaughtException', note))
    await body()
    await setImmediate()
    await setImmediate()
    return thrown
  }

  it('may be closed as soon as it is open', async () => {
    const dial = async () => connectionWithData()
    const options = { id: 'x', sharedKey: '', handlers: new Map() }
    const thrown = await uncaught(() =>
      openSession({ dial }, {} as GrpcClient, options).then((session) => session.close()),
    )
    expect(thrown).toEqual([])
  })

  it('and so may the control connection', async () => {
    const dial = async () => connectionWithData()
    const thrown = await uncaught(() => connectControl({ dial }).then((control) => control.close()))
    expect(thrown).toEqual([])
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Http2Server } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAddress } from '../../src/engine/address.ts'
import { dial } from '../../src/engine/dial.ts'
import { openDoor } from '../../src/engine/door.ts'
import { findFailure } from '../../src/engine/failures.ts'
import { openLink } from '../../src/engine/link.ts'
import { openTransport } from '../../src/engine/transport.ts'

describe('connect', () => {
  let folder: string
  let server: Http2Server

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dial-'))
    server = createServer((_incoming, outgoing) => outgoing.end('two'))
    await new Promise<void>((ready) => server.listen(join(folder, 'engine'), ready))
  })
  afterEach(async () => {
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true })
  })

  async function open(name: string) {
    const link = await openLink({ address: readAddress(`unix://${folder}/${name}`) }, {}, folder)
    return dial(await openDoor(openTransport(link))).connect()
  }

  it('gives a connection that HTTP/2 can begin on', async () => {
    const socket = await open('engine')
    const session = connect('http://engine', { createConnection: () => socket })
    expect(await text(session.request({ ':path': '/' }))).toBe('two')
    await new Promise<void>((done) => session.close(done))
  })

  it('fails as every call does', async () => {
    const error = await open('absent').catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-unreachable')?.reason).toBe('ENOENT')
  })
})

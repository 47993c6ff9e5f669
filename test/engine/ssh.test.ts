import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Address } from '../../src/engine/address.ts'
import { readAddress } from '../../src/engine/address.ts'
import { findFailure } from '../../src/engine/failures.ts'
import { openLink } from '../../src/engine/link.ts'
import { sshArguments } from '../../src/engine/ssh.ts'
import { openTransport, type Transport } from '../../src/engine/transport.ts'

describe('sshArguments', () => {
  it.each([
    ['ssh://box', '-o ConnectTimeout=30 -T -- box docker system dial-stdio'],
    [
      'ssh://me@box:2222/run/docker.sock',
      '-o ConnectTimeout=30 -T -l me -p 2222 -- box docker --host unix:///run/docker.sock system dial-stdio',
    ],
  ])('of %s', (address, expected) => {
    const read = readAddress(address) as Extract<Address, { kind: 'ssh' }>
    expect(sshArguments(read).join(' ')).toBe(expected)
  })
})

describe('an engine behind ssh', () => {
  let folder: string
  let server: Server

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ssh-'))
    server = createServer((incoming, outgoing) => outgoing.end(JSON.stringify({ url: incoming.url })))
    await new Promise<void>((ready) => server.listen(join(folder, 'engine'), ready))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true })
  })

  /** Puts a program called `ssh` first into the PATH. */
  async function connect(script: string): Promise<Transport> {
    const path = join(folder, 'ssh')
    writeFileSync(path, script)
    chmodSync(path, 0o755)
    const environment = { PATH: [folder, process.env.PATH].join(delimiter) }
    return openTransport(await openLink({ address: readAddress('ssh://me@box') }, environment, folder))
  }

  it('is spoken to through the pipes of ssh, one process for several calls', async () => {
    const transport = await connect(`#!${process.execPath}
      require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'started'))}, 'x')
      const socket = require('node:net').connect(${JSON.stringify(join(folder, 'engine'))})
      process.stdin.pipe(socket).pipe(process.stdout)`)
    expect(await transport.send({ path: '/a' })).toEqual({ url: '/v1.51/a' })
    expect(await transport.send({ path: '/b' })).toEqual({ url: '/v1.51/b' })
    expect(readFileSync(join(folder, 'started'), 'utf8')).toBe('x')
  })

  it('is unreachable for the reason that ssh gives', async () => {
    const transport = await connect('#!/bin/sh\necho "box: Permission denied (publickey)." >&2\nexit 255\n')
    const error = await transport.send({ path: '/a' }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-unreachable')).toMatchObject({
      address: 'ssh://me@box',
      reason: 'box: Permission denied (publickey).',
    })
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findEngine } from '../../scripts/engine/find.mjs'

describe('finding an engine', () => {
  let folder
  let server
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tsc-find-'))
  })
  afterEach(async () => {
    server?.close()
    server = undefined
    await rm(folder, { recursive: true })
  })

  async function listen(status) {
    const socket = join(folder, 'docker.sock')
    server = createServer((_, response) => response.writeHead(status).end('OK'))
    await new Promise((resolve) => server.listen(socket, resolve))
    return socket
  }

  test('one that answers on the socket is used', async () => {
    const socket = await listen(200)
    expect(await findEngine({ TSCOMPOSE_ENGINE_SOCKET: socket })).toBe(`unix://${socket}`)
  })

  test('one that DOCKER_HOST names is used', async () => {
    const socket = await listen(200)
    expect(await findEngine({ DOCKER_HOST: `unix://${socket}` })).toBe(`unix://${socket}`)
  })

  test('no socket, or one that nobody listens on, is no engine', async () => {
    const socket = join(folder, 'docker.sock')
    expect(await findEngine({ TSCOMPOSE_ENGINE_SOCKET: socket })).toBeUndefined()
    await writeFile(socket, '')
    expect(await findEngine({ TSCOMPOSE_ENGINE_SOCKET: socket })).toBeUndefined()
  })

  test('a DOCKER_HOST without an engine is refused and not replaced by another engine', async () => {
    const host = `unix://${join(folder, 'none.sock')}`
    await expect(findEngine({ DOCKER_HOST: host })).rejects.toThrow(`no engine answers there (ENOENT)`)
    await expect(findEngine({ DOCKER_HOST: 'ssh://somewhere' })).rejects.toThrow('unix:// and tcp://')
  })
})

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineAddress } from './engine-door.ts'
import { forwardUpgrades } from './forward-upgrades.ts'

/** The engine, at an address where it speaks no newer API than one version. */
export interface OldEngine {
  /** For DOCKER_HOST. */
  readonly host: string
  close(): Promise<void>
}

/** Puts a proxy before the engine that refuses newer versions as an engine of `apiVersion` does. */
export async function openOldEngine(apiVersion: string): Promise<OldEngine> {
  const path = join(tmpdir(), `tsc-old-${randomBytes(4).toString('hex')}.sock`)
  const newest = Number(apiVersion.split('.')[1])
  const isTooNew = (url: string) => Number(/^\/v1\.(\d+)\//.exec(url)?.[1] ?? 0) > newest
  const server = http.createServer((request, response) => {
    const { method, url = '/', headers } = request
    if (isTooNew(url)) {
      const asked = /^\/v([\d.]+)/.exec(url)?.[1]
      response.writeHead(400, { 'content-type': 'application/json' })
      const message = `client version ${asked} is too new. Maximum supported API version is ${apiVersion}`
      return void response.end(JSON.stringify({ message }))
    }
    const onward = http.request({ ...engineAddress(), method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'api-version': apiVersion })
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  forwardUpgrades(server)
  await once(server.listen(path), 'listening')
  return {
    host: `unix://${path}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

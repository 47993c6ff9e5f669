import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.ts'

/** The path of a registry's program; undefined where `npm test` could not get one, which it then says. */
export const registryProgram = process.env.TSCOMPOSE_REGISTRY || undefined

/** A registry that runs on this machine. */
export interface Registry {
  /** As image names begin with it. */
  readonly host: string
  /** A folder of its own, gone when it is closed. */
  readonly folder: string
  close(): Promise<void>
}

/** Starts a registry; with lines of `user:bcrypt-hash` it lets in only those users. */
export async function startRegistry(users?: string): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'tscompose-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  if (users !== undefined) await writeFile(join(folder, 'users'), users)
  const configuration = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: { addr: host },
    ...(users !== undefined && { auth: { htpasswd: { realm: 'test', path: join(folder, 'users') } } }),
  }
  await writeFile(join(folder, 'config.yml'), JSON.stringify(configuration))
  const server = spawn(registryProgram ?? '', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' })
  await eventually(() => fetch(`http://${host}/v2/`))
  return {
    host,
    folder,
    async close() {
      server.kill()
      await rm(folder, { recursive: true })
    },
  }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

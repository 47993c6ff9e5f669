import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LARGEST } from '../files/read-file.ts'
import { readOrFail } from '../files/read-or-fail.ts'
import { Failed, failure } from '../model/failure.ts'
import { readAddress } from './address.ts'
import type { Endpoint } from './endpoint.ts'
import { jsonProblem } from './json-problem.ts'

interface ContextMeta {
  readonly Name?: string
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } }
}

/** Reads the endpoint of a docker context from the docker client's configuration folder. */
export function readContext(configDirectory: string, name: string): Endpoint {
  const key = createHash('sha256').update(name).digest('hex')
  const docker = readMeta(metaFile(configDirectory, key))?.Endpoints?.docker
  if (!docker?.Host) {
    throw new Failed(failure('context-not-found', { context: name, known: knownContexts(configDirectory) }))
  }
  const address = readAddress(docker.Host)
  const directory = join(configDirectory, 'contexts', 'tls', key, 'docker')
  if (address.kind !== 'tcp' || !existsSync(directory)) return { address }
  return { address, tls: { directory, complete: false, verify: !docker.SkipTLSVerify } }
}

function knownContexts(configDirectory: string): string[] {
  const metas = join(configDirectory, 'contexts', 'meta')
  if (!existsSync(metas)) return ['default']
  const names = readdirSync(metas).map((key) => readMeta(metaFile(configDirectory, key))?.Name)
  return ['default', ...names.filter((name) => name !== undefined).sort()]
}

function metaFile(configDirectory: string, key: string): string {
  return join(configDirectory, 'contexts', 'meta', key, 'meta.json')
}

function readMeta(path: string): ContextMeta | undefined {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readOrFail(path, LARGEST.setting).toString('utf8')) as ContextMeta
  } catch (error) {
    if (error instanceof Failed) throw error
    throw new Failed(failure('docker-config-invalid', { path, reason: jsonProblem(error) }))
  }
}

import { Agent, type RequestOptions, request } from 'node:http'
import type { AgentOptions } from 'node:https'
import { join } from 'node:path'
import { LARGEST, readPlainFile, type UnreadablePath } from '../files/read-file.ts'
import { Failed, failure } from '../model/failure.ts'
import type { Environment } from './docker-config.ts'
import { type Endpoint, findOtherSocket, type TlsFiles } from './endpoint.ts'

/** How requests get to an engine: the function that makes them and what each of them carries. */
export interface Link {
  /** For messages. */
  readonly address: string
  /** Whether paths on this machine are the engine's paths too. */
  readonly local: boolean
  readonly request: typeof request
  readonly target: RequestOptions
  /** Another socket that exists, for the hint when nothing answers at this address. */
  findOther(): string | undefined
}

// Connections are kept for the next request; idle ones do not hold the process.
const KEPT: AgentOptions = { keepAlive: true, scheduling: 'lifo' }

// Without it Node looks whether the name is an IPv6 address, and the pattern for that takes 5 ms to compile.
const NO_SERVER_NAME = { servername: '' }

/** Makes the link to an endpoint; connects nothing yet. */
export async function openLink(endpoint: Endpoint, environment: Environment, home: string): Promise<Link> {
  const { address, tls } = endpoint
  const link = {
    address: address.text,
    local: address.kind === 'socket',
    findOther: () => findOtherSocket(environment, home, address.text),
  }
  if (address.kind === 'socket') {
    return {
      ...link,
      request,
      target: { ...NO_SERVER_NAME, socketPath: address.path, agent: new Agent(KEPT) },
    }
  }
  if (address.kind === 'ssh') {
    const { sshAgent } = await import('./ssh.ts')
    return { ...link, request, target: { ...NO_SERVER_NAME, agent: sshAgent(address, environment) } }
  }
  const { host, port } = address
  if (!tls) return { ...link, request, target: { host, port, agent: new Agent(KEPT) } }
  const https = await import('node:https')
  const agent = new https.Agent({ ...KEPT, ...readCertificates(address.text, tls) })
  return { ...link, request: https.request as typeof request, target: { host, port, agent } }
}

function readCertificates(address: string, tls: TlsFiles): AgentOptions {
  const read = (kind: 'ca' | 'cert' | 'key'): Buffer | undefined => {
    const named = tls.named?.[kind]
    const path = named || join(tls.directory, `${kind}.pem`)
    try {
      return readPlainFile(path, LARGEST.setting)
    } catch (error) {
      const { reason, detail = reason } = error as UnreadablePath
      if (reason === 'missing' && !tls.complete && !named) return undefined
      throw new Failed(failure('engine-certificate-unreadable', { address, path, reason: detail }))
    }
  }
  const [ca, cert, key] = [read('ca'), read('cert'), read('key')]
  return {
    rejectUnauthorized: tls.verify,
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  }
}

import { Failed, failure } from '../model/failure.ts'
import type { AddressProblem } from '../model/failures/engine.ts'

/** Where an engine listens. */
export type Address =
  | { readonly kind: 'socket'; readonly text: string; readonly path: string }
  | { readonly kind: 'tcp'; readonly text: string; readonly host: string; readonly port: number }
  | {
      readonly kind: 'ssh'
      readonly text: string
      readonly host: string
      readonly user?: string
      readonly port?: number
      /** Socket on the other machine, when it is not the usual one. */
      readonly path?: string
    }

/** The address the docker client uses when nothing names another. */
export function defaultAddress(platform: string): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock'
}

/**
 * Reads an address as DOCKER_HOST and contexts write it: `unix://`, `npipe://`, `tcp://`, `http(s)://`,
 * `ssh://`, or a bare `host:port`.
 */
export function readAddress(text: string): Address {
  const scheme = /^([a-z+]+):\/\//.exec(text)?.[1]
  if (scheme === 'unix' || scheme === 'npipe') return readSocket(text, scheme)
  if (scheme === 'fd' || (scheme && !NETWORK_SCHEMES.has(scheme))) throw invalid(text, 'unknown-scheme')
  const url = parse(text, scheme ? text : `tcp://${text}`)
  return scheme === 'ssh' ? readSsh(text, url) : readTcp(text, url, scheme === 'https' ? 2376 : 2375)
}

const NETWORK_SCHEMES = new Set(['tcp', 'http', 'https', 'ssh'])

function readSocket(text: string, scheme: string): Address {
  const path = text.slice(scheme.length + '://'.length)
  if (!path) throw invalid(text, 'no-path')
  return { kind: 'socket', text, path }
}

function readTcp(text: string, url: URL, defaultPort: number): Address {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost'
  return { kind: 'tcp', text, host, port: url.port ? Number(url.port) : defaultPort }
}

function readSsh(text: string, url: URL): Address {
  if (url.password) throw invalid(text.replace(`:${url.password}@`, ':***@'), 'ssh-password')
  if (!url.hostname) throw invalid(text, 'no-host')
  const path = url.pathname === '/' ? '' : url.pathname
  return {
    kind: 'ssh',
    text,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(url.username && { user: decodeURIComponent(url.username) }),
    ...(url.port && { port: Number(url.port) }),
    ...(path && { path }),
  }
}

function parse(text: string, url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw invalid(text, 'malformed')
  }
}

function invalid(address: string, problem: AddressProblem): Failed {
  return new Failed(failure('engine-address-invalid', { address, problem }))
}

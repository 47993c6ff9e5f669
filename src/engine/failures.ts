import { Failed, type FailureCode, type FailurePayloads, failure } from '../model/failure.ts'
import { registryOf } from './image-reference.ts'
import type { Link } from './link.ts'
import { callOf, type EngineRequest } from './request.ts'

/** An engine's refusal as it came over the wire. */
export interface Refusal {
  readonly status: number
  readonly message: string
  /** The API call: `POST /networks/create`. */
  readonly what: string
}

/** Whether what was asked for is not there (containers, images, networks, volumes, paths in containers). */
export function isNotFound(error: unknown): boolean {
  return hasStatus(error, 404) || hasCode(error, 'image-not-found')
}

/** Whether the engine refused because of the state things are in: a name or a resource in use, not running. */
export function isConflict(error: unknown): boolean {
  return hasStatus(error, 409) || hasCode(error, 'name-taken') || hasCode(error, 'resource-in-use')
}

/** The data of the first failure an error carries, when it has this code. */
export function findFailure<C extends FailureCode>(error: unknown, code: C): FailurePayloads[C] | undefined {
  if (!(error instanceof Failed)) return undefined
  return error.failures.find((one) => one.code === code)?.data as FailurePayloads[C] | undefined
}

function hasCode(error: unknown, code: FailureCode): boolean {
  return findFailure(error, code) !== undefined
}

function hasStatus(error: unknown, status: number): boolean {
  return findFailure(error, 'engine-error')?.status === status
}

/** Makes the typed failure of a refusal; the engine's status codes are not enough, so its words count too. */
export function refused(refusal: Refusal): Failed {
  return (
    portTaken(refusal) ??
    nameTaken(refusal) ??
    inUse(refusal) ??
    new Failed(failure('engine-error', { ...refusal }))
  )
}

// "Bind for 0.0.0.0:8080 failed: port is already allocated": a container of this engine has it.
const ALLOCATED = /Bind for (?<address>\S+):(?<port>\d+) failed: port is already allocated/
// "failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use" (Engine 28).
const BIND_HOST_PORT =
  /failed to bind host port(?: for)? (?<address>\S+?):(?<port>\d+)[:/]\S*?(?:\/(?<protocol>tcp|udp|sctp))?: address already in use/
// "listen tcp4 0.0.0.0:8080: bind: address already in use" (Engine up to 27, Podman).
const LISTEN =
  /listen (?<protocol>tcp|udp|sctp)[46]? (?<address>\S*):(?<port>\d+): bind: address already in use/
// "exposing port TCP 0.0.0.0:8080 -> 127.0.0.1:0: listen tcp..." (Docker Desktop).
const EXPOSING =
  /expos\w+ port (?<protocol>TCP|UDP) (?<address>\S+?):(?<port>\d+) .*(?:in use|not available|allocated)/

function portTaken({ message }: Refusal): Failed | undefined {
  for (const pattern of [ALLOCATED, BIND_HOST_PORT, LISTEN, EXPOSING]) {
    const found = pattern.exec(message)?.groups
    if (!found?.port) continue
    const protocol = found.protocol?.toLowerCase() ?? 'tcp'
    const address = found.address?.replace(/^\[(.*)\]$/, '$1')
    const port = Number(found.port)
    return new Failed(failure('port-taken', { port, protocol, ...(address && { address }), reason: message }))
  }
  return undefined
}

// Docker answers 409, Podman 500: the words are what they have in common.
const CONTAINER_NAME =
  /container name "\/?(?<name>[^"]+)" is already in use(?: by (?:container )?"?(?<holder>[0-9a-f]{12,64}))?/
const NETWORK_NAME = /network (?:with )?name (?<name>\S+) (?:already exists|already used)/

function nameTaken({ message }: Refusal): Failed | undefined {
  const found = (CONTAINER_NAME.exec(message) ?? NETWORK_NAME.exec(message))?.groups
  if (!found?.name) return undefined
  const { name, holder } = found
  return new Failed(failure('name-taken', { name, ...(holder && { holder }), reason: message }))
}

const IN_USE =
  /has active endpoints|volume is in use|image is being used|is using its referenced image|is in use by a? ?container/

function inUse({ what, message }: Refusal): Failed | undefined {
  if (!what.startsWith('DELETE ') || !IN_USE.test(message)) return undefined
  return new Failed(failure('resource-in-use', { reason: message }))
}

const CONNECTION_LOST = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Makes the typed failure of a connection that could not be made or broke. */
export function unreachable(link: Link, error: NodeJS.ErrnoException): Failed {
  const { address } = link
  const { code = '' } = error
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failed(failure('engine-permission-denied', { address }))
  }
  if (CONNECTION_LOST.has(code)) return connectionLost(link, error)
  const otherSocket = link.findOther()
  const reason = code === 'ENOENT' || code === 'ECONNREFUSED' ? code : reasonOf(error)
  return new Failed(failure('engine-unreachable', { address, reason, ...(otherSocket && { otherSocket }) }))
}

/** Makes the typed failure of a connection that broke while it was used. */
export function connectionLost({ address }: Link, error: Error): Failed {
  return new Failed(failure('engine-connection-lost', { address, reason: reasonOf(error) }))
}

function reasonOf(error: Error): string {
  // Several addresses of one host fail as an AggregateError, whose own message is empty.
  if (error instanceof AggregateError) return error.errors.map((one: Error) => one.message).join('; ')
  return error.message
}

/** Makes the typed failure of what a registry (or the engine about it) answered when an image was moved. */
export function registryRefused(image: string, reason: string, status?: number): Failed {
  const registry = registryOf(image)
  if (status === 404) return new Failed(failure('image-not-found', { image, reason, registry }))
  if (REGISTRY_DENIED.test(reason)) return new Failed(failure('registry-denied', { image, reason, registry }))
  if (IMAGE_UNKNOWN.test(reason)) return new Failed(failure('image-not-found', { image, reason, registry }))
  if (REGISTRY_AWAY.test(reason)) return new Failed(failure('registry-unreachable', { image, reason }))
  return new Failed(failure('engine-error', { status: status ?? 500, message: reason, what: image }))
}

// "pull access denied for x, repository does not exist or may require 'docker login'" is a missing image or a
// missing login: registries do not tell which. The engine gives it the status 404, which decides.
const REGISTRY_DENIED =
  /no basic auth credentials|unauthorized|authentication required|incorrect username or password|access (?:to the resource )?is denied|denied: |403 Forbidden/i
const IMAGE_UNKNOWN =
  /manifest unknown|not found|no such image|pull access denied|no matching manifest|does not exist/i
const REGISTRY_AWAY =
  /dial tcp|no such host|connection refused|i\/o timeout|TLS handshake|Client\.Timeout|server gave HTTP response|network is unreachable/i

/** Makes the failure of a call that got no answer in time. */
export function engineSilent({ address }: Link, { method, path }: EngineRequest, seconds: number): Failed {
  const what = callOf({ method, path })
  return new Failed(failure('engine-silent', { address, what, seconds }))
}

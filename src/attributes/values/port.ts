import { isIP } from 'node:net'
import type { AttributeFailures } from '../../model/failures/attributes.ts'

/** A port as the short form says it. */
export interface ShortPort {
  readonly address: string
  readonly target: number
  /** A port or a range, empty when the engine is to choose. */
  readonly published: string
  readonly protocol: string
}

export type PortProblem = Pick<AttributeFailures['port-invalid'], 'reason' | 'part'>

type Range = readonly [first: number, last: number]

/** The ports of a short form (`127.0.0.1:8000-8002:80-82/udp`), or what is wrong with it. */
export function readPort(text: string): readonly ShortPort[] | PortProblem {
  const { address, published, target, protocol } = split(text)
  if (address && (!isAddress(address) || isBareIpv6(text, address)))
    return { reason: 'address', part: address }
  if (target === '') return { reason: 'no-target', part: '' }
  const inside = readRange(target)
  if (!inside) return { reason: 'target', part: target }
  const outside = published === '' ? undefined : readRange(published)
  if (published !== '' && !outside) return { reason: 'published', part: published }
  if (!PROTOCOLS.has(protocol)) return { reason: 'protocol', part: protocol }
  if (outside && size(inside) > 1 && size(inside) !== size(outside)) {
    return { reason: 'ranges', part: `${published}:${target}` }
  }
  return expand(inside, outside).map((port) => ({ address, protocol, ...port }))
}

/** Whether a text is an IP address; one with a zone is none here. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%')
}

/** The colons of an address are told from the others only by brackets. */
function isBareIpv6(text: string, address: string): boolean {
  return address.includes(':') && !text.startsWith('[')
}

const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp'])

function split(text: string): { address: string; published: string; target: string; protocol: string } {
  const parts = text.split(':')
  const [target = '', protocol = ''] = (parts.pop() ?? '').split('/')
  const published = parts.pop() ?? ''
  const address = parts.join(':').replace(/^\[(.*)\]$/, '$1')
  return { address, published, target, protocol: protocol.toLowerCase() || 'tcp' }
}

function readRange(text: string): Range | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  const range = [Number(first), Number(last)] as const
  return first !== undefined && range[0] <= range[1] && range[1] <= 65535 ? range : undefined
}

function size([first, last]: Range): number {
  return last - first + 1
}

/** Ports in the order in which Compose writes them, which sorts them as texts. */
function expand(inside: Range, outside: Range | undefined): { target: number; published: string }[] {
  if (size(inside) === 1) return [{ target: inside[0], published: outside ? rangeText(outside) : '' }]
  const ports = Array.from({ length: size(inside) }, (_, i) => ({
    target: inside[0] + i,
    published: outside ? String(outside[0] + i) : '',
  }))
  return ports.sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1))
}

function rangeText([first, last]: Range): string {
  return first === last ? String(first) : `${first}-${last}`
}

import type { Merge } from '../../model/attribute.ts'
import type { Codec } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import type { TreeList } from '../../model/tree.ts'
import { copyOrigin } from '../../model/tree.ts'
import { concat, toList } from './merging.ts'
import { readText } from './text.ts'

type Hosts = Record<string, string[]>

/** Host names and their addresses: `HOST=ADDRESS` or `HOST:ADDRESS` texts, or a mapping. Written as sorted texts. */
export const HOSTS: Codec = {
  kind: 'codec',
  decode: readHosts,
  yaml: (value) => hostTexts(value as Hosts, '=').sort(),
  json: (value) => hostTexts(value as Hosts, '=').sort(),
  isZero: (value) => Object.keys(value as object).length === 0,
}

/** One text for each address of each host. */
export function hostTexts(
  hosts: Readonly<Record<string, readonly string[]>>,
  separator: '=' | ':',
): string[] {
  return Object.entries(hosts).flatMap(([host, addresses]) =>
    addresses.map((address) => `${host}${separator}${address}`),
  )
}

/** Appends what is not there yet: a host may have several addresses, but none twice. */
export const mergeHosts: Merge = (base, over) => {
  const result = concat(toList(base), [])
  const known = new Set(result)
  const added: TreeList = toList(over)
  added.forEach((item, index) => {
    if (!known.has(item)) copyOrigin(added, index, result, result.push(item) - 1)
  })
  return result
}

function readHosts(value: unknown): Hosts {
  const hosts: Hosts = Object.create(null)
  if (Array.isArray(value)) for (const item of value) addText(hosts, readText(item))
  else if (typeof value === 'object' && value !== null) {
    for (const [host, addresses] of Object.entries(value)) hosts[host] = readAddresses(addresses)
  } else throw new ShapeError('list-or-mapping', value)
  for (const [host, addresses] of Object.entries(hosts)) {
    if (host === '' || /[:=]/.test(host)) throw new ShapeError('host-name', host)
    hosts[host] = addresses.map(withoutBrackets)
  }
  return hosts
}

function addText(hosts: Hosts, text: string): void {
  const separator = text.includes('=') ? '=' : ':'
  const at = text.indexOf(separator)
  if (at < 0) throw new ShapeError('host-mapping', text)
  const host = text.slice(0, at)
  hosts[host] = [...(hosts[host] ?? []), ...text.slice(at + 1).split(',')]
}

function readAddresses(value: unknown): string[] {
  if (value === null) return ['']
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.map(readText)
  throw new ShapeError('host-mapping', value)
}

/** `[::1]` is `::1`. */
function withoutBrackets(address: string): string {
  return /^\[.+\]$/s.test(address) ? address.slice(1, -1) : address
}

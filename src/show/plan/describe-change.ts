import type { Reason } from '../../model/reason.ts'
import { masked } from '../mask.ts'
import { truncate } from '../width.ts'

/** What became of an attribute: `command: "a" -> "b"`. Of long values, from where they differ. */
export function describeChange({ path, from, to }: Reason & { code: 'changed' }): string {
  if (from === undefined)
    return `${path} added${to === null ? '' : `: ${truncate(textOf(to, path), LONGEST)}`}`
  if (to === undefined)
    return `${path} removed${from === null ? '' : `, was ${truncate(textOf(from, path), LONGEST)}`}`
  const before = textOf(from, path)
  const after = textOf(to, path)
  const alike = Math.max(before.length, after.length) > LONGEST ? commonStart(before, after) - CONTEXT : 0
  return `${path}: ${cut(before, alike)} -> ${cut(after, alike)}`
}

const LONGEST = 80
/** Characters shown before the first that differs. */
const CONTEXT = 20

function cut(text: string, start: number): string {
  return truncate(start > 0 ? `…${text.slice(start)}` : text, LONGEST)
}

function commonStart(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}

/** Ports and mounts as they are mostly written in files, everything else as JSON. */
function textOf(value: unknown, path: string): string {
  const [, kind] = /^(ports|volumes)\[\d+\]$/.exec(path) ?? []
  if (kind === 'ports') return JSON.stringify(shortPort(value as Port))
  if (kind === 'volumes') return JSON.stringify(shortMount(value as Mount))
  return JSON.stringify(masked(value, path)) ?? 'nothing'
}

type Port = Readonly<Partial<Record<'host_ip' | 'published' | 'target' | 'protocol', string | number>>>

function shortPort({ host_ip, published, target, protocol = 'tcp' }: Port): string {
  const host = host_ip?.toString().includes(':') ? `[${host_ip}]` : host_ip
  const ends = [...(host ? [host] : []), ...(published || host ? [published ?? ''] : []), target]
  return `${ends.join(':')}/${protocol}`
}

interface Mount {
  readonly type?: string
  readonly source?: string
  readonly target?: string
  readonly read_only?: boolean
}

function shortMount({ type, source, target, read_only }: Mount): string {
  const from = source ?? (type === 'volume' ? undefined : type)
  return `${from === undefined ? '' : `${from}:`}${target}${read_only ? ':ro' : ''}`
}

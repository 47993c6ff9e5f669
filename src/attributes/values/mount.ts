import type { AttributeFailures } from '../../model/failures/attributes.ts'
import type { TreeMap } from '../../model/tree.ts'
import { treeMap } from '../../model/tree.ts'
import { cleanPath } from './path.ts'

export type MountProblem = AttributeFailures['mount-invalid']['reason']

/** A short mount (`SOURCE:TARGET:OPTIONS`) in its long form, or what is wrong with it. */
export function readMount(text: string): TreeMap | MountProblem {
  if (text === '') return 'empty'
  // Two bytes have no room for a source.
  if (Buffer.byteLength(text) <= 2) return mount({ type: 'volume', target: text })
  const sections = split(text)
  if (sections.some((section) => section === '')) return 'empty-section'
  if (sections.length > 3) return 'too-many-colons'
  if (sections.length === 1) return mount({ type: 'volume', target: text, volume: treeMap() })
  const [source = '', target = '', options = ''] = sections
  return isFilePath(source) ? bind(source, target, options) : named(source, target, options)
}

/** Parts between colons; those of a drive (`C:\data`) and of an expression (`${A:-b}`) do not part. */
function split(text: string): string[] {
  const sections = ['']
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    const section = sections.length - 1
    if (char === '$' && text.charAt(i + 1) === '{') depth++
    else if (char === '}' && depth > 0) depth--
    if (char === ':' && depth === 0 && !isDrive(sections[section] ?? '')) sections.push('')
    else sections[section] += char
  }
  return sections
}

function isDrive(section: string): boolean {
  return /^\p{L}$/u.test(section)
}

/** What begins like a path of the host is one; everything else is the name of a volume. */
function isFilePath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source)
}

const PROPAGATIONS: ReadonlySet<string> = new Set([
  'rprivate',
  'private',
  'rshared',
  'shared',
  'rslave',
  'slave',
])
const SELINUX: ReadonlySet<string> = new Set(['z', 'Z'])

/** A missing directory is made, as ever with the short form. */
function bind(source: string, target: string, options: string): TreeMap {
  const details = bindOptions(options)
  details.create_host_path = true
  const volume = volumeOptions(options)
  const hasVolume = Object.keys(volume).length > 0
  return mount({
    type: 'bind',
    source,
    target,
    ...access(options),
    bind: details,
    ...(hasVolume && { volume }),
  })
}

/** Options of a bind mount that are given for a volume come along, and the reverse. */
function named(source: string, target: string, options: string): TreeMap {
  const details = bindOptions(options)
  const hasDetails = Object.keys(details).length > 0
  return mount({
    type: 'volume',
    source,
    target,
    ...access(options),
    ...(hasDetails && { bind: details }),
    volume: volumeOptions(options),
  })
}

function bindOptions(options: string): TreeMap {
  const details = treeMap()
  for (const option of words(options)) {
    if (PROPAGATIONS.has(option)) details.propagation = option
    else if (SELINUX.has(option)) details.selinux = option
  }
  return details
}

function volumeOptions(options: string): TreeMap {
  const volume = treeMap()
  if (words(options).includes('nocopy')) volume.nocopy = true
  return volume
}

function access(options: string): { read_only?: true } {
  const last = words(options).findLast((option) => option === 'ro' || option === 'rw')
  return last === 'ro' ? { read_only: true } : {}
}

function words(options: string): string[] {
  return options.split(',')
}

function mount(fields: Record<string, TreeMap[string]>): TreeMap {
  return Object.assign(treeMap(), fields, { target: cleanPath(String(fields.target)) })
}

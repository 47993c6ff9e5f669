import { lineAndColumn, type Place } from '../model/place.ts'
import type { Via } from '../model/tree.ts'
import { describePath } from './diagnostics.ts'
import { quote } from './quote.ts'

/** A value and the lines that set it, newest first. */
export interface Explained {
  readonly path: readonly string[]
  /** The canonical value as one line of text. */
  readonly text: string
  readonly settings: readonly {
    readonly value: unknown
    readonly at: Place
    readonly via: readonly { readonly kind: Via['kind']; readonly at: Place }[]
  }[]
}

/** Where values come from and what they took the place of: the text of `config --explain`. */
export function describeExplanations(explained: readonly Explained[], cwd: string): string {
  return explained.map((one) => `${describeOne(one, cwd).join('\n')}\n`).join('')
}

function describeOne({ path, text, settings }: Explained, cwd: string): string[] {
  const [set, ...replaced] = settings
  const lines = [`${quote(path.join('.'))} = ${shorten(text)}`]
  if (!set) return [...lines, '  a default: no file says it']
  lines.push(`  set at ${describePlace(set.at, cwd)}`, ...viaLines(set.via, cwd))
  for (const { value, at, via } of replaced) {
    lines.push(
      `  instead of ${shorten(describeValue(value))}, set at ${describePlace(at, cwd)}`,
      ...viaLines(via, cwd),
    )
  }
  return lines
}

const VIAS: Readonly<Record<Via['kind'], string>> = {
  anchor: 'through the alias at',
  'merge-key': 'through the merge key (<<) at',
  extends: 'through the extends at',
  include: 'through the include at',
  env_file: 'through the env file at',
  label_file: 'through the label file at',
  interpolation: 'through the variable in',
}

function viaLines(via: Explained['settings'][number]['via'], cwd: string): string[] {
  return via.map(({ kind, at }) => `    ${VIAS[kind]} ${describePlace(at, cwd)}`)
}

function describePlace(place: Place, cwd: string): string {
  const { line, column } = lineAndColumn(place)
  return `${describePath(place.source.path, cwd)}:${line}:${column}`
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? ''
}

const LONGEST = 100

function shorten(text: string): string {
  const line = quote(text.includes('\n') ? JSON.stringify(text) : text)
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

import type { TypedAttrs } from './kit/control.ts'

/** Reads one `cache_from` or `cache_to` entry: `type=…,key=value,…`, or only the name of an image. */
export function readCacheOption(entry: string): TypedAttrs {
  if (!entry.includes('=')) return { type: 'registry', attrs: { ref: entry } }
  const attrs: Record<string, string> = {}
  for (const field of splitCsv(entry)) {
    const equals = field.indexOf('=')
    if (equals > 0) attrs[field.slice(0, equals).trim().toLowerCase()] = field.slice(equals + 1)
  }
  const { type = 'registry', ...rest } = attrs
  return { type, attrs: rest }
}

/** Splits a line of comma-separated values, where a value with commas stands in double quotes. */
export function splitCsv(line: string): string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,])+/g) ?? []
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field))
}

/** Joins values as one line of comma-separated values. */
export function joinCsv(values: readonly string[]): string {
  return values.map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')
}

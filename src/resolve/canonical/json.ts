import type { Plain } from './plain.ts'
import { NumberText } from './plain.ts'

/** Writes JSON as Go's `json.Marshal` does; with an indent, as `json.MarshalIndent`. */
export function writeJson(value: Plain, indent = ''): string {
  return write(value, indent, indent === '' ? '' : '\n')
}

/** `lineBreak` is the break with the indent of the line the value is on; empty for compact output. */
function write(value: Plain, indent: string, lineBreak: string): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return writeString(value)
  if (value instanceof NumberText) return value.text
  const inner = lineBreak === '' ? '' : lineBreak + indent
  if (Array.isArray(value)) {
    return enclose(
      value.map((item) => write(item, indent, inner)),
      '[]',
      inner,
      lineBreak,
    )
  }
  if (value instanceof Map) {
    const colon = lineBreak === '' ? ':' : ': '
    const entries = [...value].map(([key, item]) => writeString(key) + colon + write(item, indent, inner))
    return enclose(entries, '{}', inner, lineBreak)
  }
  return String(value)
}

function enclose(parts: readonly string[], brackets: string, inner: string, lineBreak: string): string {
  if (parts.length === 0) return brackets
  return brackets.charAt(0) + inner + parts.join(`,${inner}`) + lineBreak + brackets.charAt(1)
}

const ESCAPED = /[<>&\u2028\u2029]/g

/** Go also escapes what HTML and old JavaScript would stumble over. */
function writeString(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

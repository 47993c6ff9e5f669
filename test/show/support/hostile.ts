/** Texts that a stranger would like to see printed: each does something to a terminal, a reader or a CI runner. */
export const HOSTILE: readonly string[] = [
  'a\u001b[2J\u001b]0;title\u0007',
  'a\n::error::pwn\n::set-output name=x::y',
  '::error file=a,line=1::pwn',
  '  ::stop-commands::x',
  'a\r::warning::pwn',
  'a##[error]pwn ##vso[task.setvariable variable=x]y ##teamcity[x]',
  'section_start:1:x\r\u001b[0Kx',
  'a\u009b2Jb\u0085c\u007fd\u0000e\be',
  'user\u202eetad\u2066x\u2069\u200eb',
  'a\u200bb\u200cc\u200dd\ufeffe\u00adf\u2060g\u{e0041}h',
  'a\u2028::error::x\u2029b',
  'half \ud800 and \udc00',
  'tab\tin a\vcell\f',
]

/** Tabs and line breaks apart: whether those are in place, a test tells that knows the lines. */
const RAW = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
const COMMAND = /^[ \t]*::[^:\n]+::|##[a-z]*\[/im

/** What of a printed text gives orders to a terminal or a CI runner; undefined where nothing does. */
export function ordersIn(text: string): string | undefined {
  return RAW.exec(text)?.[0] ?? COMMAND.exec(text)?.[0]
}

/** The value again and again, each time with another of its texts replaced. */
export function* withHostile<T>(value: T, hostile: string): Generator<T> {
  if (typeof value === 'string') yield hostile as T
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const other of withHostile(item, hostile)) yield value.with(i, other) as T
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const other of withHostile(item, hostile)) yield { ...value, [key]: other }
  }
}

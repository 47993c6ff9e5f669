/** A line that a provider prints. */
export type ProviderMessage =
  | { readonly type: 'info' | 'error' | 'debug'; readonly message: string }
  | { readonly type: 'setenv'; readonly key: string; readonly value: string }

/** Reads one line of a provider's output; undefined when it is none that the protocol has. */
export function readProviderMessage(line: string): ProviderMessage | undefined {
  const parsed = parse(line)
  if (typeof parsed?.message !== 'string') return undefined
  const { type, message } = parsed
  if (type === 'info' || type === 'error' || type === 'debug') return { type, message }
  const at = message.indexOf('=')
  if (type !== 'setenv' || at < 0) return undefined
  return { type, key: message.slice(0, at), value: message.slice(at + 1) }
}

function parse(line: string): { type?: unknown; message?: unknown } | undefined {
  try {
    return (JSON.parse(line) ?? undefined) as { type?: unknown; message?: unknown } | undefined
  } catch {
    return undefined
  }
}

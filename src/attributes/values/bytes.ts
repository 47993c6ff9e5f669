const SIZE = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?$/i
const POWERS = 'kmgtp'

/** Bytes of a text like `64m`, `1.5 GiB` or `1024`, with 1024-based units; nothing when it is no size. */
export function readBytes(text: string): number | undefined {
  const [, digits, unit] = SIZE.exec(text) ?? []
  if (digits === undefined) return undefined
  const size = Number(digits)
  if (size < 0) return undefined
  const power = unit === undefined ? 0 : POWERS.indexOf(unit.toLowerCase()) + 1
  return Math.trunc(size * 1024 ** power)
}

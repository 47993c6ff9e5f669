import type { Ulimit } from '../../model/service.ts'
import type { Codec } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'

/** A limit: one number, or a soft and a hard one. */
export const ULIMIT: Codec = {
  kind: 'codec',
  decode: (value) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return readBoth(value)
    return { single: readLimit(value) }
  },
  yaml: (value) => {
    const { single, soft = 0, hard = 0 } = value as Ulimit
    return single || new Map(Object.entries({ soft, hard }))
  },
  json: (value) => {
    const { single, soft, hard } = value as Ulimit
    return single || new Map(Object.entries({ soft, hard }).filter(([, limit]) => limit))
  },
  isZero: () => false,
}

function readBoth(value: object): Ulimit {
  const { soft, hard } = value as Readonly<Record<string, unknown>>
  return {
    ...(soft !== undefined && { soft: readLimit(soft) }),
    ...(hard !== undefined && { hard: readLimit(hard) }),
  }
}

function readLimit(value: unknown): number {
  const limit = typeof value === 'string' && /^[-+]?\d+$/.test(value) ? Number(value) : value
  if (typeof limit !== 'number') throw new ShapeError('ulimit', value)
  return Math.trunc(limit)
}

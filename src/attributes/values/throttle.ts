import type { Codec } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import { readBytes } from './bytes.ts'

type Entry = Readonly<Record<string, unknown>>

/** A device's weight. Compose's JSON has its names with capitals: it says nothing else of them. */
export const WEIGHT: Codec = deviceEntry('weight', 'Weight', readNumber, (weight) => weight)

/** A device's limit: bytes or operations a second. */
export const THROTTLE: Codec = deviceEntry('rate', 'Rate', readRate, String)

function deviceEntry(
  key: string,
  jsonKey: string,
  read: (value: unknown) => number,
  write: (value: number) => number | string,
): Codec {
  const written = (entry: Entry) => write((entry[key] as number | undefined) ?? 0)
  return {
    kind: 'codec',
    decode: (value) => {
      if (typeof value !== 'object' || value === null) throw new ShapeError('mapping', value)
      const { path = '', [key]: limit = 0 } = value as Entry
      return { path: String(path), [key]: read(limit) }
    },
    yaml: (value) =>
      new Map([
        ['path', (value as Entry).path],
        [key, written(value as Entry)],
      ]),
    json: (value) =>
      new Map([
        ['Path', (value as Entry).path],
        [jsonKey, written(value as Entry)],
      ]),
    isZero: () => false,
  }
}

function readNumber(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) throw new ShapeError('integer', value)
  return Math.trunc(number)
}

function readRate(value: unknown): number {
  const rate = typeof value === 'string' ? readBytes(value) : value
  if (typeof rate !== 'number') throw new ShapeError('bytes', value)
  return Math.trunc(rate)
}

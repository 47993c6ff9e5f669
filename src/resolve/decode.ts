import { readBytes } from '../attributes/values/bytes.ts'
import { readDuration } from '../attributes/values/duration.ts'
import { readText } from '../attributes/values/text.ts'
import type { Field, Shape } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import type { Scalar, Tree, TreeMap } from '../model/tree.ts'
import { isMap } from '../model/tree.ts'

export type Path = readonly (string | number)[]

/** Told of every value that cannot be read; decoding goes on without it. */
export type OnShapeError = (error: ShapeError, path: Path) => void

/**
 * Reads a tree as a shape says. Nulls and what cannot be read are left out, `x-*` keys of fixed mappings
 * are gathered under `extensions`, and texts and numbers are converted where Compose does so.
 */
export function decode(shape: Shape, value: Tree | undefined, path: Path, onError: OnShapeError): unknown {
  if (value === null || value === undefined) return undefined
  try {
    return decodeValue(shape, value, path, onError)
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    onError(error, [...path, ...stepTo(error.value, value)])
    return undefined
  }
}

/** A codec reads a collection as a whole: the step to the item or key that it stumbled over, if that is told. */
function stepTo(culprit: unknown, value: Tree): Path {
  if (typeof culprit !== 'string' || culprit === '') return []
  if (isMap(value)) return culprit in value ? [culprit] : []
  const index = Array.isArray(value) ? value.findIndex((item) => String(item).startsWith(culprit)) : -1
  return index < 0 ? [] : [index]
}

function decodeValue(shape: Shape, value: Tree, path: Path, onError: OnShapeError): unknown {
  switch (shape.kind) {
    case 'list':
      return decodeList(shape.of, value, path, onError)
    case 'map':
      return decodeMap(shape.of, value, path, onError)
    case 'struct':
      return decodeStruct(shape, value, path, onError)
    case 'codec':
      return shape.decode(value)
    case 'any':
      return value
    default:
      return readScalar(shape.kind, value)
  }
}

function decodeList(of: Shape, value: Tree, path: Path, onError: OnShapeError): unknown[] {
  if (!Array.isArray(value)) throw new ShapeError('list', value)
  const items = value.map((item, index) => decode(of, item, [...path, index], onError))
  return items.filter((item) => item !== undefined)
}

/** Entries without a value stay null: being named may be all there is to say (`networks: {front: }`). */
function decodeMap(of: Shape, value: Tree, path: Path, onError: OnShapeError): Record<string, unknown> {
  if (!isMap(value)) throw new ShapeError('mapping', value)
  const result: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(value)) {
    const item = decode(of, value[key], [...path, key], onError)
    if (item !== undefined) result[key] = item
    else if (value[key] === null) result[key] = null
  }
  return result
}

type Struct = Extract<Shape, { kind: 'struct' }>

/** Reads the fields and the extensions of a mapping with fixed keys, into an object when one is given. */
export function decodeStruct(
  shape: Struct,
  value: Tree,
  path: Path,
  onError: OnShapeError,
  into: Record<string, unknown> = {},
): Record<string, unknown> {
  if (!isMap(value)) throw new ShapeError('mapping', value)
  const fields = byName(shape.fields)
  for (const name of Object.keys(value)) {
    const field = fields.get(name)
    const given = value[name]
    if (!field || given === undefined || given === null) continue
    const item = decode(field.shape, given, [...path, name], onError)
    if (item !== undefined) into[name] = item
  }
  const extensions = shape.extensions === false ? undefined : extensionsOf(value)
  if (extensions) into.extensions = extensions
  return into
}

/** Fields by name, made once for each list of fields. */
const NAMES = new WeakMap<readonly Field[], ReadonlyMap<string, Field>>()

function byName(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const known = NAMES.get(fields)
  if (known) return known
  const names = new Map(fields.map((field) => [field.name, field]))
  NAMES.set(fields, names)
  return names
}

/** The `x-*` entries of a mapping, when there are any. */
export function extensionsOf(value: TreeMap): Record<string, Tree> | undefined {
  let extensions: Record<string, Tree> | undefined
  for (const key of Object.keys(value)) {
    if (!key.startsWith('x-')) continue
    extensions ??= Object.create(null) as Record<string, Tree>
    extensions[key] = value[key] as Tree
  }
  return extensions
}

type ScalarKind = Exclude<Shape['kind'], 'list' | 'map' | 'struct' | 'codec' | 'any'>

function readScalar(kind: ScalarKind, value: Tree): unknown {
  if (typeof value === 'object' && value !== null) throw new ShapeError(EXPECTED[kind], value)
  return READERS[kind](value)
}

const EXPECTED = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  float32: 'number',
  bytes: 'bytes',
  duration: 'duration',
} as const

const READERS: Readonly<Record<ScalarKind, (value: Scalar) => unknown>> = {
  string: readString,
  boolean: readBoolean,
  integer: readInteger,
  float32: readFloat,
  bytes: readSize,
  duration: readTime,
}

function readString(value: Scalar): string {
  if (typeof value === 'boolean') throw new ShapeError('string', value)
  return readText(value)
}

const TRUE = /^(?:true|y|yes|on)$/i
const FALSE = /^(?:false|n|no|off)$/i

function readBoolean(value: Scalar): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && TRUE.test(value)) return true
  if (typeof value === 'string' && FALSE.test(value)) return false
  throw new ShapeError('boolean', value)
}

function readInteger(value: Scalar): number {
  if (typeof value === 'number') return Math.trunc(value)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && /^[-+]?\d+$/.test(value)) return Number(value)
  throw new ShapeError('integer', value)
}

function readFloat(value: Scalar): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) throw new ShapeError('number', value)
  return Math.fround(number)
}

function readSize(value: Scalar): number {
  const size = typeof value === 'string' ? readBytes(value) : value
  if (typeof size === 'number') return Math.trunc(size)
  throw new ShapeError('bytes', value)
}

function readTime(value: Scalar): number {
  const duration = readDuration(readText(value))
  if (duration === undefined) throw new ShapeError('duration', value)
  return duration
}

import { formatDuration } from '../../attributes/values/duration.ts'
import { formatFloat } from '../../attributes/values/text.ts'
import type { Field, Shape } from '../../model/shape.ts'
import { byCodePoint, byYamlKey } from './order.ts'

/** Which Docker Compose the output is to be identical with, where its versions differ. */
export type Variant = '2.40' | '5.x'

export interface Form {
  readonly target: 'yaml' | 'json'
  readonly variant: Variant
}

/** A number that is written as this text. */
export class NumberText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What the writers write: mappings as `Map`, in the order in which they are to be written. */
export type Plain = null | boolean | number | bigint | string | NumberText | Plain[] | Map<string, Plain>

/** The value in its written form, as its shape says. */
export function toPlain(shape: Shape, value: unknown, form: Form): Plain {
  if (shape.kind === 'struct') return structToPlain(shape.fields, (value ?? {}) as Values, form)
  if (value === undefined || value === null) return null
  switch (shape.kind) {
    case 'list':
      return (value as unknown[]).map((item) => toPlain(shape.of, item, form))
    case 'map':
      return mapToPlain(value as Values, form, (item) =>
        item === null ? null : toPlain(shape.of, item, form),
      )
    case 'codec':
      return codedToPlain(form.target === 'yaml' ? shape.yaml(value) : shape.json(value), form)
    case 'bytes':
      return String(value)
    case 'duration':
      return formatDuration(value as number)
    case 'float32':
      return new NumberText(float32Text(value as number, form))
    case 'any':
      return anyToPlain(value, form)
    default:
      return scalarToPlain(value, form)
  }
}

type Values = Readonly<Record<string, unknown>>

/** Fields in their order, then, in YAML alone, the extensions. */
export function structToPlain(fields: readonly Field[], values: Values, form: Form): Map<string, Plain> {
  const result = new Map<string, Plain>()
  for (const field of fields) {
    const value = values[field.name]
    // Most fields of most services are absent: they cost a look-up and no more.
    if (value === undefined && field.omit !== 'never' && field.omit !== 'yaml-zero') continue
    if (!isLeftOut(field, value, form)) result.set(field.name, fieldToPlain(field, value, form))
  }
  if (form.target === 'yaml') addExtensions(result, values.extensions as Values | undefined, form)
  return result
}

/** Adds `x-*` entries, sorted. */
export function addExtensions(to: Map<string, Plain>, extensions: Values | undefined, form: Form): void {
  if (!extensions) return
  for (const [key, value] of mapToPlain(extensions, form, (item) => anyToPlain(item, form)))
    to.set(key, value)
}

function fieldToPlain(field: Field, value: unknown, form: Form): Plain {
  if (value === undefined && field.omit === 'never') return zeroOf(field.shape, form)
  return toPlain(field.shape, value, form)
}

function zeroOf(shape: Shape, form: Form): Plain {
  if (shape.kind === 'string') return ''
  if (shape.kind === 'boolean') return false
  if (shape.kind === 'integer') return 0
  return toPlain(shape, undefined, form)
}

function isLeftOut({ shape, omit }: Field, value: unknown, form: Form): boolean {
  const absent = value === undefined || value === null
  switch (omit) {
    case 'never':
      return false
    case 'absent':
      return absent
    case 'opt-out':
      return form.variant === '2.40' ? value !== true : value !== false
    case 'yaml-zero':
      if (form.target === 'json') return false
      return absent || (shape.kind === 'struct' && isZero(shape, value))
    case 'zero':
      return absent || isZero(shape, value)
  }
}

/** Empty in Go's sense: what `omitempty` leaves out. Mappings with fixed keys are when all they hold is. */
function isZero(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null) return true
  switch (shape.kind) {
    case 'list':
      return (value as unknown[]).length === 0
    case 'map':
      return Object.keys(value as object).length === 0
    case 'struct':
      return isZeroStruct(shape.fields, value as Values)
    case 'codec':
      return shape.isZero(value)
    default:
      return value === '' || value === 0 || value === false
  }
}

function isZeroStruct(fields: readonly Field[], values: Values): boolean {
  const extensions = values.extensions as Values | undefined
  if (extensions && Object.keys(extensions).length > 0) return false
  return fields.every(({ name, shape, omit }) => {
    const value = values[name]
    if (omit === 'absent' || (omit === 'yaml-zero' && shape.kind !== 'struct')) return value === undefined
    return isZero(shape, value)
  })
}

function mapToPlain(values: Values, form: Form, each: (value: unknown) => Plain): Map<string, Plain> {
  const keys = Object.keys(values).sort(form.target === 'yaml' ? byYamlKey : byCodePoint)
  return new Map(keys.map((key) => [key, each(values[key])]))
}

/** What a codec made of a value: a `Map` keeps its order, other mappings are sorted. */
function codedToPlain(value: unknown, form: Form): Plain {
  if (Array.isArray(value)) return value.map((item) => codedToPlain(item, form))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, codedToPlain(item, form)]))
  if (isMapping(value)) return mapToPlain(value, form, (item) => codedToPlain(item, form))
  return scalarToPlain(value, form)
}

/** A value without a shape, all mappings sorted. Compose keeps no empty lists of these, as JSON shows. */
export function anyToPlain(value: unknown, form: Form): Plain {
  if (Array.isArray(value)) {
    if (value.length === 0 && form.target === 'json') return null
    return value.map((item) => anyToPlain(item, form))
  }
  if (isMapping(value)) return mapToPlain(value, form, (item) => anyToPlain(item, form))
  return scalarToPlain(value, form)
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !(value instanceof NumberText)
}

function scalarToPlain(value: unknown, form: Form): Plain {
  if (value === null || value === undefined) return null
  if (Object.is(value, -0)) return new NumberText('-0')
  if (typeof value === 'number' && form.target === 'yaml') return new NumberText(yamlNumber(value))
  return value as Plain
}

function yamlNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  return Number.isSafeInteger(value) ? String(value) : formatFloat(value)
}

/** Digits after which a 32-bit float is exact. */
const FLOAT32_DIGITS = 9

/** The shortest text that reads back as the same 32-bit float. */
function float32Text(value: number, { target }: Form): string {
  const single = Math.fround(value)
  let shortest = single
  for (let digits = 1; digits <= FLOAT32_DIGITS; digits++) {
    shortest = Number(single.toPrecision(digits))
    if (Math.fround(shortest) === single) break
  }
  return target === 'yaml' ? formatFloat(shortest) : String(shortest)
}

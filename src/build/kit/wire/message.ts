import { WireReader } from './reader.ts'
import { WireWriter } from './writer.ts'

/** One protobuf field: its number, its value when absent, and how it is written and read. */
export interface Field<T> {
  readonly number: number
  readonly wireType: 0 | 2
  initial(): T
  write(writer: WireWriter, value: T): void
  /** Reads one occurrence; `before` is what earlier occurrences gave. */
  read(reader: WireReader, before: T): T
}

type Fields = Readonly<Record<string, Field<never>>>

/** A message described as data: field names with their descriptors. */
export interface Message<T> {
  readonly fields: Fields
  readonly names: readonly string[]
  readonly byNumber: ReadonlyMap<number, string>
  /** Only carries the type; never set. */
  readonly type?: T
}

type Values<F> = { -readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** The TypeScript type that a message descriptor stands for. */
export type Decoded<M> = M extends Message<infer T> ? T : never

/** Describes a message: `message({ path: string(1), size: int(5) })`. */
export function message<F extends Readonly<Record<string, unknown>>>(fields: F): Message<Values<F>> {
  const typed = fields as unknown as Fields
  const names = Object.keys(typed)
  return { fields: typed, names, byNumber: new Map(names.map((name) => [typed[name]?.number ?? 0, name])) }
}

/** Encodes a message; absent fields are left out, and so are present ones that hold proto3's default. */
export function encode<T>(type: Message<T>, value: Partial<T>): Buffer {
  const writer = new WireWriter()
  encodeInto(writer, type, value)
  return writer.finish()
}

/** Encodes a message at the writer's position. */
export function encodeInto<T>(writer: WireWriter, type: Message<T>, value: Partial<T>): void {
  const values = value as Readonly<Record<string, never>>
  for (const name in type.fields) {
    const field = type.fields[name]
    const item = values[name]
    if (field !== undefined && item !== undefined) field.write(writer, item)
  }
}

/** Decodes a message; absent fields get proto3's defaults and unknown fields are passed over. */
export function decode<T>(type: Message<T>, bytes: Buffer): T {
  const values: Record<string, unknown> = {}
  for (const name of type.names) values[name] = type.fields[name]?.initial()
  const reader = new WireReader(bytes)
  while (!reader.done) {
    const tag = reader.varint()
    const name = type.byNumber.get(tag >>> 3)
    const field = name === undefined ? undefined : type.fields[name]
    if (name === undefined || field === undefined || field.wireType !== (tag & 7)) reader.skip(tag & 7)
    else values[name] = field.read(reader, values[name] as never)
  }
  return values as T
}

import { decode, encodeInto, type Field, type Message, message } from './message.ts'
import type { WireWriter } from './writer.ts'

/** A proto3 `string`. */
export function string(number: number): Field<string> {
  return {
    number,
    wireType: 2,
    initial: () => '',
    write(writer, value) {
      if (value === '') return
      writer.varint((number << 3) | 2)
      writer.string(value)
    },
    read: (reader) => reader.string(),
  }
}

/** A proto3 `bytes`. */
export function bytes(number: number): Field<Uint8Array> {
  return {
    number,
    wireType: 2,
    initial: () => new Uint8Array(0),
    write(writer, value) {
      if (value.length === 0) return
      writer.varint((number << 3) | 2)
      writer.bytes(value)
    },
    read: (reader) => reader.bytes(),
  }
}

/** A proto3 `bool`. */
export function bool(number: number): Field<boolean> {
  return {
    number,
    wireType: 0,
    initial: () => false,
    write(writer, value) {
      if (value) writeNumber(writer, number, 1)
    },
    read: (reader) => reader.varint() !== 0,
  }
}

/** An unsigned integer, an enum, or an int64 that is a size: always within 2^53 and never negative. */
export function int(number: number): Field<number> {
  return {
    number,
    wireType: 0,
    initial: () => 0,
    write(writer, value) {
      if (value !== 0) writeNumber(writer, number, value)
    },
    read: (reader) => reader.varint(),
  }
}

/** An `int64` with all its bits, for times in nanoseconds. */
export function int64(number: number): Field<bigint> {
  return {
    number,
    wireType: 0,
    initial: () => 0n,
    write(writer, value) {
      if (value === 0n) return
      writer.varint(number << 3)
      writer.varint64(value)
    },
    read: (reader) => reader.varint64(),
  }
}

/** A nested message; `undefined` when absent, which protobuf tells apart from an empty one. */
export function nested<T>(number: number, type: Message<T>): Field<Partial<T> | undefined> {
  return {
    number,
    wireType: 2,
    initial: () => undefined,
    write(writer, value) {
      if (value === undefined) return
      writer.varint((number << 3) | 2)
      writer.delimited(() => encodeInto(writer, type, value))
    },
    read: (reader) => decode(type, reader.bytes()),
  }
}

/** A repeated nested message. */
export function list<T>(number: number, type: Message<T>): Field<T[]> {
  const one = nested(number, type)
  return {
    number,
    wireType: 2,
    initial: () => [],
    write(writer, values) {
      for (const value of values) one.write(writer, value)
    },
    read: (reader, before) => appended(before, decode(type, reader.bytes())),
  }
}

/** A repeated `string`; unlike in a single field, an empty one is written. */
export function strings(number: number): Field<string[]> {
  return {
    number,
    wireType: 2,
    initial: () => [],
    write(writer, values) {
      for (const value of values) {
        writer.varint((number << 3) | 2)
        writer.string(value)
      }
    },
    read: (reader, before) => appended(before, reader.string()),
  }
}

/** A repeated `bytes`. */
export function chunks(number: number): Field<Uint8Array[]> {
  return {
    number,
    wireType: 2,
    initial: () => [],
    write(writer, values) {
      for (const value of values) {
        writer.varint((number << 3) | 2)
        writer.bytes(value)
      }
    },
    read: (reader, before) => appended(before, reader.bytes()),
  }
}

/** A `map<string, string>`. */
export function stringMap(number: number): Field<Record<string, string>> {
  return map(number, string(2))
}

/** A `map<string, bytes>`. */
export function bytesMap(number: number): Field<Record<string, Uint8Array>> {
  return map(number, bytes(2))
}

/** Protobuf writes a map as repeated messages of a key (1) and a value (2). */
function map<T>(number: number, valueField: Field<T>): Field<Record<string, T>> {
  const keyField = string(1)
  const entryType = message({ key: keyField, value: valueField })
  return {
    number,
    wireType: 2,
    initial: () => ({}),
    write(writer, value) {
      for (const [key, item] of Object.entries(value)) {
        writer.varint((number << 3) | 2)
        writer.delimited(() => {
          keyField.write(writer, key)
          valueField.write(writer, item)
        })
      }
    },
    read(reader, before) {
      const entry = decode(entryType, reader.bytes()) as { key: string; value: T }
      before[entry.key] = entry.value
      return before
    },
  }
}

function writeNumber(writer: WireWriter, number: number, value: number): void {
  writer.varint(number << 3)
  writer.varint(value)
}

function appended<T>(values: T[], value: T): T[] {
  values.push(value)
  return values
}

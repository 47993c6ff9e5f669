import { describe, expect, it } from 'vitest'
import { HOSTS } from '../../src/attributes/values/hosts.ts'
import {
  BOOLEAN,
  BYTES,
  DURATION,
  FLOAT,
  INTEGER,
  listOf,
  mapOf,
  STRING,
  struct,
} from '../../src/attributes/values/shapes.ts'
import type { Shape } from '../../src/model/shape.ts'
import type { Tree } from '../../src/model/tree.ts'
import { decode } from '../../src/resolve/decode.ts'

function read(shape: Shape, value: Tree): { value: unknown; errors: string[] } {
  const errors: string[] = []
  const result = decode(shape, value, ['k'], ({ expected }, path) =>
    errors.push(`${path.join('.')}: ${expected}`),
  )
  return { value: result, errors }
}

describe('scalars', () => {
  it.each<[shape: Shape, value: Tree, read: unknown]>([
    [STRING, 'a', 'a'],
    [STRING, 5, '5'],
    [STRING, null, undefined],
    [BOOLEAN, true, true],
    [BOOLEAN, 'Yes', true],
    [BOOLEAN, 'off', false],
    [INTEGER, 5, 5],
    [INTEGER, '-5', -5],
    [INTEGER, 1.9, 1],
    [FLOAT, '0.1', Math.fround(0.1)],
    [FLOAT, 2, 2],
    [BYTES, '1k', 1024],
    [BYTES, 10, 10],
    [DURATION, '1m', 60e9],
  ])('%j reads %j', (shape, given, expected) => {
    expect(read(shape, given)).toEqual({ value: expected, errors: [] })
  })

  it.each<[shape: Shape, value: Tree, expected: string]>([
    [STRING, true, 'string'],
    [STRING, [], 'string'],
    [BOOLEAN, 'perhaps', 'boolean'],
    [BOOLEAN, 1, 'boolean'],
    [INTEGER, '1x', 'integer'],
    [FLOAT, 'x', 'number'],
    [FLOAT, '', 'number'],
    [BYTES, '1x', 'bytes'],
    [DURATION, '1', 'duration'],
    [listOf(STRING), 'a', 'list'],
    [mapOf(STRING), 'a', 'mapping'],
    [struct({}), [], 'mapping'],
  ])('%j refuses %j', (shape, given, expected) => {
    expect(read(shape, given)).toEqual({ value: undefined, errors: [`k: ${expected}`] })
  })
})

describe('collections', () => {
  it('reads the fields of a struct, and gathers its extensions', () => {
    const shape = struct({ a: STRING, b: INTEGER })
    expect(read(shape, { b: '1', a: 'x', 'x-c': [1], other: 1 }).value).toEqual({
      a: 'x',
      b: 1,
      extensions: { 'x-c': [1] },
    })
    expect(
      read({ ...struct({ a: STRING }), extensions: false } as Shape, { a: 'x', 'x-c': 1 }).value,
    ).toEqual({ a: 'x' })
  })

  it('keeps what is named without a value', () => {
    expect(read(mapOf(STRING), { a: null, b: 'x' }).value).toEqual({ a: null, b: 'x' })
  })

  it('goes on after what it cannot read', () => {
    expect(read(listOf(INTEGER), [1, 'x', 2])).toEqual({ value: [1, 2], errors: ['k.1: integer'] })
  })

  it('points into what a codec reads as a whole', () => {
    expect(read(HOSTS, ['a=1', 'none']).errors).toEqual(['k.1: host-mapping'])
    expect(read(HOSTS, { 'a:b': '1' }).errors).toEqual(['k.a:b: host-name'])
  })
})

import { describe, expect, it } from 'vitest'
import { readMapping, readNullableMapping } from '../../../src/attributes/values/key-value.ts'
import { ShapeError } from '../../../src/model/shape.ts'

describe('readMapping', () => {
  it.each([
    [['b=2', 'a=1'], { a: '1', b: '2' }],
    [['a', 'b='], { a: '', b: '' }],
    [['a=b=c'], { a: 'b=c' }],
    [
      { n: 1, t: true, f: 0.5, e: null },
      { n: '1', t: 'true', f: '0.5', e: '' },
    ],
    [
      { big: 1234567.5, small: 0.00001 },
      { big: '1.2345675e+06', small: '1e-05' },
    ],
  ])('reads %j', (value, mapping) => {
    expect({ ...readMapping(value) }).toEqual(mapping)
  })

  it('keeps keys that objects have of their own', () => {
    expect(Object.keys(readMapping(['__proto__=1', 'constructor=2']))).toEqual(['__proto__', 'constructor'])
  })

  it('refuses a scalar', () => {
    expect(() => readMapping('a=b')).toThrow(ShapeError)
  })
})

describe('readNullableMapping', () => {
  it('tells an empty value from none', () => {
    expect({ ...readNullableMapping(['a', 'b=']) }).toEqual({ a: null, b: '' })
    expect({ ...readNullableMapping({ a: null, b: '' }) }).toEqual({ a: null, b: '' })
  })

  it('refuses a blank before the sign', () => {
    expect(() => readNullableMapping(['A =1'])).toThrow(ShapeError)
  })
})

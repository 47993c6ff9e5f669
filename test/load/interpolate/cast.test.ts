import { describe, expect, it } from 'vitest'
import { castText, isOldBoolean } from '../../../src/load/interpolate/cast.ts'
import type { Cast } from '../../../src/model/attribute.ts'

describe('castText', () => {
  it.each<[Cast, string, unknown]>([
    ['boolean', 'true', true],
    ['boolean', 'TRUE', true],
    ['boolean', 'Yes', true],
    ['boolean', 'y', true],
    ['boolean', 'on', true],
    ['boolean', 'off', false],
    ['boolean', 'No', false],
    ['boolean', '1', undefined],
    ['boolean', '', undefined],
    ['int', '12', 12],
    ['int', '-12', -12],
    ['int', '+12', 12],
    ['int', '012', 12],
    ['int', '1.5', undefined],
    ['int', '0x10', undefined],
    ['int', ' 1', undefined],
    ['int', '', undefined],
    ['int', '9223372036854775808', undefined],
    ['float', '0.5', 0.5],
    ['float', '.5', 0.5],
    ['float', '5.', 5],
    ['float', '1e3', 1000],
    ['float', 'inf', Number.POSITIVE_INFINITY],
    ['float', '1_0', undefined],
    ['float', 'half', undefined],
  ])('%s of %j is %s', (cast, text, value) => {
    expect(castText(text, cast)).toBe(value)
  })

  it('knows big integers', () => {
    expect(castText('9223372036854775807', 'int')).toBe(9223372036854775807n)
  })

  it.each([
    ['true', false],
    ['False', false],
    ['yes', true],
    ['n', true],
  ])('%s is an old boolean: %s', (text, old) => {
    expect(isOldBoolean(text)).toBe(old)
  })
})

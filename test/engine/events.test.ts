import { describe, expect, it } from 'vitest'
import { readEvent } from '../../src/engine/events.ts'

describe('readEvent', () => {
  it('keeps every nanosecond', () => {
    const line =
      '{"Type":"container","Action":"health_status: healthy","Actor":{"ID":"abc","Attributes":{"name":"web","x":"\\"timeNano\\":1"}},"scope":"local","time":1795459158,"timeNano":1795459158755917987}'
    expect(readEvent(line)).toEqual({
      type: 'container',
      action: 'health_status: healthy',
      id: 'abc',
      attributes: { name: 'web', x: '"timeNano":1' },
      timeNano: 1795459158755917987n,
    })
  })

  it('makes do with seconds', () => {
    expect(readEvent('{"Type":"volume","Action":"create","time":5}')).toEqual({
      type: 'volume',
      action: 'create',
      id: '',
      attributes: {},
      timeNano: 5_000_000_000n,
    })
  })
})

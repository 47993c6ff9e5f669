import { describe, expect, it } from 'vitest'
import { readProviderMessage } from '../../../src/cli/providers/provider-message.ts'

describe('a line of a provider', () => {
  it.each([
    ['{"type":"info","message":"pulling"}', { type: 'info', message: 'pulling' }],
    ['{"type":"error","message":"no"}', { type: 'error', message: 'no' }],
    ['{"type":"debug","message":""}', { type: 'debug', message: '' }],
    ['{"type":"setenv","message":"URL=a=b"}', { type: 'setenv', key: 'URL', value: 'a=b' }],
    ['{"type":"setenv","message":"EMPTY="}', { type: 'setenv', key: 'EMPTY', value: '' }],
  ])('%s is read', (line, message) => {
    expect(readProviderMessage(line)).toEqual(message)
  })

  it.each([
    ['text', 'hello'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an unknown type', '{"type":"other","message":"a"}'],
    ['a variable without value', '{"type":"setenv","message":"URL"}'],
    ['a message that is no text', '{"type":"info","message":1}'],
  ])('%s is none', (_name, line) => {
    expect(readProviderMessage(line)).toBeUndefined()
  })
})

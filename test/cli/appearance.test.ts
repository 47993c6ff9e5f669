import { describe, expect, it } from 'vitest'
import { appearanceOf } from '../../src/cli/appearance.ts'
import { failureOf } from './support/failure-of.ts'

const none = { ansi: 'auto', noAnsi: false, progress: undefined }

describe('appearanceOf', () => {
  it.each([
    [{}, {}, { ansi: 'auto', progress: 'auto' }],
    [{ progress: 'json' }, {}, { ansi: 'auto', progress: 'json' }],
    [{ progress: 'none' }, {}, { ansi: 'auto', progress: 'quiet' }],
    [{}, { COMPOSE_PROGRESS: 'plain' }, { ansi: 'auto', progress: 'plain' }],
    [{ progress: 'tty' }, { COMPOSE_PROGRESS: 'plain' }, { ansi: 'auto', progress: 'tty' }],
    [{ ansi: 'never' }, {}, { ansi: 'never', progress: 'plain' }],
    [{ ansi: 'always' }, {}, { ansi: 'always', progress: 'tty' }],
    [{ noAnsi: true }, {}, { ansi: 'never', progress: 'plain' }],
    [{}, { COMPOSE_ANSI: 'never' }, { ansi: 'never', progress: 'plain' }],
    [{ ansi: 'always' }, { COMPOSE_ANSI: 'never' }, { ansi: 'always', progress: 'tty' }],
    [{ ansi: 'nonsense' }, {}, { ansi: 'auto', progress: 'auto' }],
    [{ ansi: 'never', progress: 'json' }, {}, { ansi: 'never', progress: 'json' }],
  ])('%j with %j is %j', (globals, environment, expected) => {
    expect(appearanceOf({ ...none, ...globals }, environment)).toEqual(expected)
  })

  it.each([
    [{ progress: 'foo' }, 'flag-value-invalid'],
    [{ progress: 'tty', ansi: 'never' }, 'flags-exclusive'],
    [{ progress: 'plain', ansi: 'always' }, 'flags-exclusive'],
    [{ noAnsi: true, ansi: 'always' }, 'flags-exclusive'],
  ])('%j fails with %s', (globals, code) => {
    expect(failureOf(() => appearanceOf({ ...none, ...globals }, {})).code).toBe(code)
  })
})

import { describe, expect, it } from 'vitest'
import { looksSecret, masked } from '../../src/show/mask.ts'

describe('names whose values are hidden', () => {
  it.each([
    'DB_PASSWORD',
    'MYSQL_ROOT_PASSWD',
    'PGPASS_PASS',
    'dbPass',
    'api-key',
    'APIKEY',
    'SSH_KEY',
    'KEY2',
    'signingKeys',
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'AUTH',
    'com.example.secret',
  ])('%s', (name) => expect(looksSecret(name)).toBe(true))

  it.each(['COMPASS', 'KEYBOARD', 'AUTHOR', 'PATH', 'PORT', 'BYPASS', 'SALTED'])('not %s', (name) =>
    expect(looksSecret(name)).toBe(false),
  )
})

describe('values', () => {
  it.each([
    ['environment.DB_PASSWORD', 'hunter2', '****'],
    ['environment.URL', 'postgres://me:hunter2@db/x', 'postgres://me:****@db/x'],
    ['command', ['--api-token', 'hunter2', '-v'], ['--api-token', '****', '-v']],
    [
      'command',
      ['sh', '-c', 'run --password hunter2 --verbose'],
      ['sh', '-c', 'run --password **** --verbose'],
    ],
    ['command', 'run --secret=hunter2', 'run --secret=****'],
    ['healthcheck', { test: ['CMD', 'ping', 'pwd=hunter2'] }, { test: ['CMD', 'ping', 'pwd=****'] }],
    ['volumes[0]', { secretKey: 'x', source: 'y' }, { secretKey: '****', source: 'y' }],
    ['environment.USE_TOKEN', true, true],
  ])('%s', (path, value, shown) => expect(masked(value, path)).toEqual(shown))
})

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  configKey,
  credentialStore,
  findEntry,
  readAuthEntry,
  readHelperAnswer,
} from '../../src/engine/credentials.ts'
import { findFailure } from '../../src/engine/failures.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('logins of config.json', () => {
  it.each([
    [{ auth: base64('me:pass:word') }, { username: 'me', password: 'pass:word' }],
    [
      { username: 'me', password: 'p' },
      { username: 'me', password: 'p' },
    ],
    [
      { auth: base64('me:'), identitytoken: 't' },
      { username: 'me', password: '', identityToken: 't' },
    ],
    [{}, undefined],
  ])('reads %o', (entry, expected) => {
    expect(readAuthEntry(entry)).toEqual(expected)
  })

  it.each([
    ['reg:5000', 'reg:5000'],
    ['https://reg:5000', 'reg:5000'],
    ['https://reg:5000/v1/', 'reg:5000'],
    ['https://index.docker.io/v1/', configKey('docker.io')],
    ['https://index.docker.io/v1/', configKey('registry-1.docker.io')],
  ])('finds %s by %s', (name, key) => {
    const entry = { auth: 'x' }
    expect(findEntry({ 'other:5000': {}, [name]: entry }, key)).toBe(entry)
  })
})

describe('readHelperAnswer', () => {
  const read = (code: number, stdout: string, stderr = '') =>
    readHelperAnswer('fake', 'reg', { code, stdout, stderr })

  it.each([
    [0, '{"ServerURL":"reg","Username":"me","Secret":"s"}', { username: 'me', password: 's' }],
    [0, '{"Username":"<token>","Secret":"t"}', { username: '', password: '', identityToken: 't' }],
    [0, '{}', undefined],
    [1, 'credentials not found in native keychain\n', undefined],
  ])('exit code %i with %s', (code, stdout, expected) => {
    expect(read(code, stdout)).toEqual(expected)
  })

  it.each([
    [1, 'locked\n', '', 'locked'],
    [2, '', 'no display', 'no display'],
    [0, 'Secret: hidden', '', 'no-login'],
    [0, 'null', '', 'no-login'],
    [0, '[]', '', 'no-login'],
    [0, '{"Username":1}', '', 'no-login'],
    [0, '', '', 'no-login'],
  ])('fails with exit code %i, %j and %j', (code, stdout, stderr, reason) => {
    expect(failureOf(() => read(code, stdout, stderr))).toEqual({ helper: 'fake', registry: 'reg', reason })
  })
})

describe('credentialStore', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'helper-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const environment = () => ({ PATH: [folder, process.env.PATH].join(delimiter) })

  function writeHelper(name: string): void {
    const path = join(folder, `docker-credential-${name}`)
    const answer = `{"Username":"${name}","Secret":"of '$server'"}`
    writeFileSync(
      path,
      `#!/bin/sh\nread server\necho "$1 $server" >> ${folder}/asked\necho ${JSON.stringify(answer)}\n`,
    )
    chmodSync(path, 0o755)
  }

  it('asks the helper of a registry once, and the common one for the rest', async () => {
    writeHelper('special')
    writeHelper('common')
    const config = {
      directory: '',
      credsStore: 'common',
      credHelpers: { reg: 'special' },
      auths: { reg: { auth: base64('not:used') } },
    }
    const find = credentialStore(config, environment())
    const answers = await Promise.all([find('reg'), find('reg'), find('docker.io')])
    expect(answers).toEqual([
      { username: 'special', password: "of 'reg'" },
      { username: 'special', password: "of 'reg'" },
      { username: 'common', password: "of 'https://index.docker.io/v1/'" },
    ])
    expect(readFileSync(join(folder, 'asked'), 'utf8').split('\n').sort()).toEqual([
      '',
      'get https://index.docker.io/v1/',
      'get reg',
    ])
  })

  it('runs nothing where config.json has the login itself', async () => {
    const config = { directory: '', auths: { reg: { auth: base64('me:p') } } }
    const find = credentialStore(config, environment())
    expect(await find('reg')).toEqual({ username: 'me', password: 'p' })
    expect(await find('elsewhere')).toBeUndefined()
    expect(existsSync(join(folder, 'asked'))).toBe(false)
  })

  it.each(['exec yes', 'exec yes >&2'])('ends one that prints without end: %s', async (line) => {
    writeFileSync(join(folder, 'docker-credential-endless'), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
    const find = credentialStore({ directory: '', credsStore: 'endless' }, environment())
    const error = await find('reg').catch((thrown: unknown) => thrown)
    const expected = { helper: 'endless', registry: 'reg', reason: 'too-long' }
    expect(findFailure(error, 'credential-helper-failed')).toEqual(expected)
  })

  it('names the helper that is not installed', async () => {
    const find = credentialStore({ directory: '', credsStore: 'absent' }, environment())
    const error = await find('reg').catch((thrown: unknown) => thrown)
    const expected = { helper: 'absent', registry: 'reg', reason: 'ENOENT' }
    expect(findFailure(error, 'credential-helper-failed')).toEqual(expected)
  })
})

function failureOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return findFailure(error, 'credential-helper-failed')
  }
}

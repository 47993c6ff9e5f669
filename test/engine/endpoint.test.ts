import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Environment, readDockerConfig } from '../../src/engine/docker-config.ts'
import { findEndpoint, findOtherSocket } from '../../src/engine/endpoint.ts'
import { findFailure } from '../../src/engine/failures.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'endpoint-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const find = (environment: Environment = {}, context?: string) =>
  findEndpoint(readDockerConfig(environment, home), environment, 'linux', context ? { context } : {})

const addressOf = async (environment?: Environment, context?: string) =>
  (await find(environment, context)).address.text

describe('findEndpoint', () => {
  it('takes the default socket when nothing names another', async () => {
    expect(await addressOf()).toBe('unix:///var/run/docker.sock')
  })

  it('follows the docker client in what goes before what', async () => {
    writeContext('current', 'unix:///current')
    writeContext('variable', 'unix:///variable')
    writeContext('flag', 'unix:///flag')
    write('config.json', { currentContext: 'current' })
    expect(await addressOf()).toBe('unix:///current')
    expect(await addressOf({ DOCKER_CONTEXT: 'variable' })).toBe('unix:///variable')
    const both = { DOCKER_CONTEXT: 'variable', DOCKER_HOST: 'unix:///host' }
    expect(await addressOf(both)).toBe('unix:///host')
    expect(await addressOf(both, 'flag')).toBe('unix:///flag')
    expect(await addressOf({ DOCKER_CONTEXT: 'default' })).toBe('unix:///var/run/docker.sock')
  })

  it('reads the configuration from DOCKER_CONFIG', async () => {
    const other = join(home, 'elsewhere')
    writeContext('there', 'tcp://there:2375', {}, other)
    expect(await addressOf({ DOCKER_CONFIG: other }, 'there')).toBe('tcp://there:2375')
  })

  it('uses the certificates of a context', async () => {
    const key = writeContext('secure', 'tcp://there:2376', { SkipTLSVerify: true })
    mkdirSync(join(home, '.docker/contexts/tls', key, 'docker'), { recursive: true })
    expect((await find({}, 'secure')).tls).toEqual({
      directory: join(home, '.docker/contexts/tls', key, 'docker'),
      complete: false,
      verify: false,
    })
  })

  it.each([
    [{ DOCKER_HOST: 'tcp://e:2376' }, undefined],
    [{ DOCKER_HOST: 'unix:///s', DOCKER_TLS_VERIFY: '1' }, undefined],
    [
      { DOCKER_HOST: 'tcp://e:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' },
      { directory: '/c', complete: true, verify: true },
    ],
    [
      { DOCKER_HOST: 'tcp://e:2376', DOCKER_TLS: '1', DOCKER_CERT_PATH: '/c' },
      { directory: '/c', complete: true, verify: false },
    ],
  ])('with %o has the TLS settings %o', async (environment, tls) => {
    expect((await find(environment)).tls).toEqual(tls)
  })

  it('names the contexts there are when one is missing', async () => {
    writeContext('b', 'unix:///b')
    writeContext('a', 'unix:///a')
    const error = await find({}, 'c').catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'context-not-found')).toEqual({ context: 'c', known: ['default', 'a', 'b'] })
  })

  it('says which file is broken', () => {
    mkdirSync(join(home, '.docker'))
    writeFileSync(join(home, '.docker/config.json'), '{')
    const read = () => readDockerConfig({}, home)
    expect(read).toThrow(
      expect.objectContaining({
        failures: [
          expect.objectContaining({
            code: 'docker-config-invalid',
            data: expect.objectContaining({ path: join(home, '.docker/config.json') }),
          }),
        ],
      }),
    )
  })
})

describe('findOtherSocket', () => {
  it('finds the socket of a rootless engine, but not the one that was tried', () => {
    writeFileSync(join(home, 'docker.sock'), '')
    const environment = { XDG_RUNTIME_DIR: home }
    const rootless = `unix://${home}/docker.sock`
    expect(findOtherSocket(environment, home, 'unix:///var/run/docker.sock')).toBe(rootless)
    expect(findOtherSocket(environment, home, rootless)).not.toBe(rootless)
  })
})

function writeContext(
  name: string,
  host: string,
  more: object = {},
  directory = join(home, '.docker'),
): string {
  const key = createHash('sha256').update(name).digest('hex')
  const meta = { Name: name, Endpoints: { docker: { Host: host, ...more } } }
  write(join('contexts/meta', key, 'meta.json'), meta, directory)
  return key
}

function write(path: string, content: object, directory = join(home, '.docker')): void {
  mkdirSync(join(directory, path, '..'), { recursive: true })
  writeFileSync(join(directory, path), JSON.stringify(content))
}

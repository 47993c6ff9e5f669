import { describe, expect, it } from 'vitest'
import { defaultAddress, readAddress } from '../../src/engine/address.ts'
import type { Failed } from '../../src/model/failure.ts'

describe('readAddress', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://10.0.0.5:4242', { kind: 'tcp', host: '10.0.0.5', port: 4242 }],
    ['tcp://engine', { kind: 'tcp', host: 'engine', port: 2375 }],
    ['https://engine', { kind: 'tcp', host: 'engine', port: 2376 }],
    ['tcp://[::1]:2376', { kind: 'tcp', host: '::1', port: 2376 }],
    ['localhost:2375', { kind: 'tcp', host: 'localhost', port: 2375 }],
    ['ssh://box', { kind: 'ssh', host: 'box' }],
    [
      'ssh://me@box:2222/run/docker.sock',
      { kind: 'ssh', host: 'box', user: 'me', port: 2222, path: '/run/docker.sock' },
    ],
  ])('reads %s', (text, expected) => {
    expect(readAddress(text)).toEqual({ text, ...expected })
  })

  it.each([
    ['ftp://engine', 'unknown-scheme'],
    ['fd://', 'unknown-scheme'],
    ['tcp://engine:port', 'malformed'],
    ['unix://', 'no-path'],
    ['ssh://', 'no-host'],
    ['ssh://me:secret@box', 'ssh-password'],
  ])('refuses %s as %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem)
  })

  it('does not repeat a password', () => {
    expect(() => readAddress('ssh://me:secret@box')).toThrow(
      expect.objectContaining({
        failures: [
          expect.objectContaining({ data: { address: 'ssh://me:***@box', problem: 'ssh-password' } }),
        ],
      }),
    )
  })
})

describe('defaultAddress', () => {
  it('is a named pipe on Windows and a socket elsewhere', () => {
    expect(defaultAddress('win32')).toBe('npipe:////./pipe/docker_engine')
    expect(defaultAddress('linux')).toBe('unix:///var/run/docker.sock')
  })
})

function problemOf(text: string): unknown {
  try {
    return readAddress(text)
  } catch (error) {
    const [first] = (error as Failed).failures
    return first?.code === 'engine-address-invalid' ? first.data.problem : error
  }
}

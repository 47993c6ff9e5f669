import { describe, expect, it } from 'vitest'
import { findFailure, isConflict, isNotFound, refused, registryRefused } from '../../src/engine/failures.ts'

const START = 'POST /containers/x/start'
const id = 'a'.repeat(64)

describe('refused', () => {
  it.each([
    [
      'driver failed programming external connectivity on endpoint web (12ab): Bind for 0.0.0.0:8080 failed: port is already allocated',
      { port: 8080, protocol: 'tcp', address: '0.0.0.0' },
    ],
    [
      'failed to set up container networking: driver failed programming external connectivity on endpoint web (12ab): Bind for :::8080 failed: port is already allocated',
      { port: 8080, protocol: 'tcp', address: '::' },
    ],
    [
      'driver failed programming external connectivity on endpoint web (12ab): failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/udp: address already in use',
      { port: 8080, protocol: 'udp', address: '0.0.0.0' },
    ],
    [
      'failed to bind host port 127.0.0.1:8080/tcp: address already in use',
      { port: 8080, protocol: 'tcp', address: '127.0.0.1' },
    ],
    [
      'Error starting userland proxy: listen udp4 0.0.0.0:53: bind: address already in use',
      { port: 53, protocol: 'udp', address: '0.0.0.0' },
    ],
    [
      'rootlessport listen tcp 0.0.0.0:8080: bind: address already in use',
      { port: 8080, protocol: 'tcp', address: '0.0.0.0' },
    ],
    [
      'Ports are not available: exposing port TCP 0.0.0.0:80 -> 127.0.0.1:0: listen tcp 0.0.0.0:80: bind: address already in use',
      { port: 80, protocol: 'tcp', address: '0.0.0.0' },
    ],
  ])('reads the taken port out of: %s', (message, expected) => {
    const error = refused({ status: 500, message, what: START })
    expect(findFailure(error, 'port-taken')).toEqual({ ...expected, reason: message })
  })

  it.each([
    [
      409,
      `Conflict. The container name "/web" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
      { name: 'web', holder: id },
    ],
    [
      500,
      `creating container storage: the container name "web" is already in use by ${id}. You have to remove that container to be able to reuse that name: that name is already in use`,
      { name: 'web', holder: id },
    ],
    [409, 'network with name shop_default already exists', { name: 'shop_default' }],
    [500, 'network name shop_default already used: network already exists', { name: 'shop_default' }],
  ])('%i is a taken name: %s', (status, message, expected) => {
    const error = refused({ status, message, what: 'POST /containers/create' })
    expect(findFailure(error, 'name-taken')).toEqual({ ...expected, reason: message })
    expect(isConflict(error)).toBe(true)
  })

  it.each([
    [403, 'error while removing network: network n id 12ab has active endpoints (name:"web" id:"34cd")'],
    [409, 'remove data: volume is in use - [12ab]'],
    [
      409,
      'conflict: unable to remove repository reference "a" (must force) - container 12 is using its referenced image 34',
    ],
  ])('%i is a resource in use: %s', (status, message) => {
    const error = refused({ status, message, what: 'DELETE /networks/n' })
    expect(findFailure(error, 'resource-in-use')).toEqual({ reason: message })
    expect(isConflict(error)).toBe(true)
  })

  it('leaves everything else to the engine’s own words', () => {
    const refusal = { status: 404, message: 'No such container: x', what: START }
    const error = refused(refusal)
    expect(findFailure(error, 'engine-error')).toEqual(refusal)
    expect(isNotFound(error)).toBe(true)
    expect(isConflict(error)).toBe(false)
  })
})

describe('registryRefused', () => {
  it.each([
    ['registry-denied', 500, 'Get "http://localhost:5000/v2/x/manifests/1": no basic auth credentials'],
    ['registry-denied', undefined, 'unauthorized: authentication required'],
    ['registry-denied', undefined, 'denied: requested access to the resource is denied'],
    ['image-not-found', 404, 'manifest for redis:nope not found: manifest unknown: manifest unknown'],
    ['image-not-found', undefined, 'manifest unknown'],
    [
      'image-not-found',
      404,
      "pull access denied for nope, repository does not exist or may require 'docker login'",
    ],
    [
      'image-not-found',
      404,
      "pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    ['image-not-found', 404, 'no matching manifest for linux/s390x in the manifest list entries'],
    [
      'registry-unreachable',
      500,
      'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
    ],
    ['registry-unreachable', 500, 'Get "https://r/v2/": http: server gave HTTP response to HTTPS client'],
    ['engine-error', 500, 'no space left on device'],
  ] as const)('%s (%s): %s', (code, status, reason) => {
    const error = registryRefused('nope', reason, status)
    expect(error.failures.map((one) => one.code)).toEqual([code])
    expect(isNotFound(error)).toBe(code === 'image-not-found')
  })
})

describe('findFailure', () => {
  it('finds nothing in other errors', () => {
    expect(findFailure(new Error('x'), 'engine-error')).toBeUndefined()
  })
})

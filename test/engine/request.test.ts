import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { encodeQuery, readDialOptions } from '../../src/engine/request.ts'

describe('readDialOptions', () => {
  it('puts the options into the query where the path has one, and nowhere else', () => {
    const request = readDialOptions({ path: '/containers/x/stop?', method: 'POST', options: { t: 3 } })
    expect(request).toEqual({ method: 'POST', path: '/containers/x/stop?t=3', headers: {}, answer: 'json' })
  })

  it('puts the options into the body where the path has no query', () => {
    const request = readDialOptions({
      path: '/networks/n/connect',
      method: 'POST',
      options: { Container: 'ü' },
    })
    expect(request.path).toBe('/networks/n/connect')
    expect(request.body).toBe('{"Container":"ü"}')
    expect(request.headers).toEqual({ 'Content-Type': 'application/json', 'Content-Length': 18 })
  })

  it('keeps query and body apart when both are named', () => {
    const options = { _query: { name: 'x', platform: undefined }, _body: { Env: ['SECRET=1'] } }
    const request = readDialOptions({ path: '/containers/create?', method: 'POST', options })
    expect(request.path).toBe('/containers/create?name=x')
    expect(request.body).toBe('{"Env":["SECRET=1"]}')
  })

  it('keeps the abort signal out of what is sent', () => {
    const { signal } = new AbortController()
    const request = readDialOptions({ path: '/x?', options: { a: 1, abortSignal: signal } })
    expect(request.path).toBe('/x?a=1')
    expect(request.signal).toBe(signal)
  })

  it('sends files chunked as tar', () => {
    const request = readDialOptions({
      path: '/build?',
      method: 'POST',
      file: Readable.from(['x']),
      isStream: true,
    })
    expect(request.headers).toEqual({ 'Content-Type': 'application/x-tar', 'Transfer-Encoding': 'chunked' })
    expect(request.answer).toBe('stream')
  })

  it('encodes a login so that it fits a header', () => {
    const { headers } = readDialOptions({ path: '/x', authconfig: { username: 'ü', password: '???>>>' } })
    const login = String(headers['X-Registry-Auth'])
    expect(login).toMatch(/^(?:[\w-]{4})*[\w-]{2}==$/)
    expect(JSON.parse(Buffer.from(login, 'base64url').toString())).toEqual({
      username: 'ü',
      password: '???>>>',
    })
  })

  it.each([
    [{}, 'tcp'],
    [{ upgrade: 'h2c' }, 'h2c'],
  ])('asks for the connection with headers %o', (headers, protocol) => {
    const request = readDialOptions({ path: '/grpc', method: 'POST', hijack: true, headers })
    expect(request.answer).toBe('connection')
    expect(request.headers).toMatchObject({ Connection: 'Upgrade', Upgrade: protocol })
  })
})

describe('encodeQuery', () => {
  it.each([
    [{}, ''],
    [{ a: undefined }, ''],
    [{ all: true, n: 0, s: 'a b&c' }, '?all=true&n=0&s=a+b%26c'],
    [{ changes: ['CMD a', 'ENV b'] }, '?changes=CMD+a&changes=ENV+b'],
    [{ filters: { label: ['a=b'] } }, '?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D'],
  ])('encodes %o as %s', (query, expected) => {
    expect(encodeQuery(query)).toBe(expected)
  })
})

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAddress } from '../../src/engine/address.ts'
import type { Certificates } from '../../src/engine/endpoint.ts'
import { findFailure } from '../../src/engine/failures.ts'
import { openLink } from '../../src/engine/link.ts'
import { openTransport } from '../../src/engine/transport.ts'
import { hasOpenssl, makeCertificates } from '../support/certificates.ts'

const openssl = hasOpenssl()
if (!openssl) console.warn('skipped: TLS connections (there is no openssl to make certificates with)')

describe.skipIf(!openssl)('an engine behind TLS', () => {
  let folder: string
  let server: Server
  let address: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'))
    makeCertificates(folder)
    const read = (name: string) => readFileSync(join(folder, name))
    const options = { cert: read('cert.pem'), key: read('key.pem'), ca: read('ca.pem') }
    server = createServer(
      { ...options, requestCert: true, rejectUnauthorized: false },
      (incoming, outgoing) =>
        outgoing.end(JSON.stringify({ trusted: (incoming.socket as TLSSocket).authorized })),
    )
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    address = `tcp://localhost:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true })
  })

  async function ask(
    directory: string,
    { verify = true, complete = true, named = {} as Certificates } = {},
  ): Promise<unknown> {
    const endpoint = { address: readAddress(address), tls: { directory, verify, complete, named } }
    return openTransport(await openLink(endpoint, {}, folder)).send({ path: '/a' })
  }

  it('is shown the certificate and checked against the CA', async () => {
    expect(await ask(folder)).toEqual({ trusted: true })
  })

  it('is not believed when the CA does not vouch for it, unless told to', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const error = await ask(empty, { complete: false }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-unreachable')?.reason).toMatch(/certificate/)
    expect(await ask(empty, { complete: false, verify: false })).toEqual({ trusted: false })
  })

  it('is shown the files that --tlscacert, --tlscert and --tlskey name, which must be there', async () => {
    const named = { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    const nowhere = join(folder, 'nowhere')
    expect(await ask(nowhere, { complete: false, named })).toEqual({ trusted: true })
    const ca = join(nowhere, 'other.pem')
    const error = await ask(folder, { complete: false, named: { ca } }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-certificate-unreadable')?.path).toBe(ca)
  })

  it('needs the files that DOCKER_CERT_PATH promises', async () => {
    const absent = join(folder, 'absent')
    const error = await ask(absent).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-certificate-unreadable')?.path).toBe(join(absent, 'ca.pem'))
  })
})

import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { SshReader } from './ssh-wire.ts'

/** A private key that cannot be used: `encrypted` with a passphrase, or of a kind that is not known. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey'
  readonly reason: 'encrypted' | 'unknown-format'

  constructor(reason: 'encrypted' | 'unknown-format') {
    super(reason)
    this.reason = reason
  }
}

const magic = 'openssh-key-v1\0'

/** Reads a private key file: OpenSSH's own format, or PEM as OpenSSL writes it. */
export function readPrivateKey(text: string): KeyObject {
  if (/ENCRYPTED/.test(text)) throw new UnusableKey('encrypted')
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1]
  try {
    return body === undefined ? createPrivateKey(text) : readOpenSsh(Buffer.from(body, 'base64'))
  } catch (error) {
    throw error instanceof UnusableKey ? error : new UnusableKey('unknown-format')
  }
}

function readOpenSsh(data: Buffer): KeyObject {
  if (data.subarray(0, magic.length).toString('latin1') !== magic) throw new UnusableKey('unknown-format')
  const outer = new SshReader(data.subarray(magic.length))
  const cipher = outer.string()
  if (cipher !== 'none') throw new UnusableKey('encrypted')
  outer.string() // kdf
  outer.bytes() // its options
  outer.uint32() // number of keys: OpenSSH writes one
  outer.bytes() // public key
  const inner = new SshReader(outer.bytes())
  inner.uint32() // two equal numbers, by which decryption is checked
  inner.uint32()
  return createPrivateKey({ key: readJwk(inner.string(), inner), format: 'jwk' })
}

const curves = { nistp256: 'P-256', nistp384: 'P-384', nistp521: 'P-521' } as const

function readJwk(type: string, fields: SshReader): JsonWebKey {
  if (type === 'ssh-ed25519') {
    const x = fields.bytes()
    return { kty: 'OKP', crv: 'Ed25519', x: base64(x), d: base64(fields.bytes().subarray(0, 32)) }
  }
  if (type === 'ssh-rsa') return rsaJwk(fields)
  if (!type.startsWith('ecdsa-sha2-')) throw new UnusableKey('unknown-format')
  const crv = curves[fields.string() as keyof typeof curves]
  const point = fields.bytes()
  const half = (point.length - 1) / 2
  const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)]
  return { kty: 'EC', crv, x: base64(x), y: base64(y), d: base64(padded(trimmed(fields.bytes()), half)) }
}

function rsaJwk(fields: SshReader): JsonWebKey {
  const [n, e, d, qi, p, q] = Array.from({ length: 6 }, () => trimmed(fields.bytes())) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  const remainder = (prime: Buffer): string => {
    const hex = (integer(d) % (integer(prime) - 1n)).toString(16)
    return base64(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'))
  }
  const parts = { n: base64(n), e: base64(e), d: base64(d), p: base64(p), q: base64(q), qi: base64(qi) }
  return { kty: 'RSA', ...parts, dp: remainder(p), dq: remainder(q) }
}

function integer(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex') || '0'}`)
}

function trimmed(bytes: Buffer): Buffer {
  return bytes[0] === 0 ? bytes.subarray(1) : bytes
}

function padded(bytes: Buffer, size: number): Buffer {
  return Buffer.concat([Buffer.alloc(Math.max(0, size - bytes.length)), bytes])
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64url')
}

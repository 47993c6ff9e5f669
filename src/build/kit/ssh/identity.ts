import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { UnusableKey } from './openssh-key.ts'
import { sshInteger, sshString } from './ssh-wire.ts'

/** A key as an ssh agent offers it. */
export interface SshIdentity {
  /** The public key in SSH's wire format. */
  readonly publicKey: Buffer
  /** Signs as SSH wants it; `flags` are those of an agent's sign request. */
  sign(data: Buffer, flags: number): Buffer
}

const rsaSha256 = 2
const rsaSha512 = 4

const ecKinds = {
  'P-256': { name: 'nistp256', hash: 'sha256' },
  'P-384': { name: 'nistp384', hash: 'sha384' },
  'P-521': { name: 'nistp521', hash: 'sha512' },
} as const

/** Makes an identity of a private key: Ed25519, RSA or ECDSA. */
export function identityOf(key: KeyObject): SshIdentity {
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  const field = (name: 'n' | 'e' | 'x' | 'y'): Buffer => Buffer.from(String(jwk[name]), 'base64url')
  if (key.asymmetricKeyType === 'ed25519') {
    const type = sshString('ssh-ed25519')
    return {
      publicKey: Buffer.concat([type, sshString(field('x'))]),
      sign: (data) => Buffer.concat([type, sshString(sign(null, data, key))]),
    }
  }
  if (key.asymmetricKeyType === 'rsa') {
    return {
      publicKey: Buffer.concat([sshString('ssh-rsa'), sshInteger(field('e')), sshInteger(field('n'))]),
      sign: (data, flags) => signRsa(key, data, flags),
    }
  }
  const kind = ecKinds[jwk.crv as keyof typeof ecKinds]
  if (key.asymmetricKeyType !== 'ec' || kind === undefined) throw new UnusableKey('unknown-format')
  const type = sshString(`ecdsa-sha2-${kind.name}`)
  const point = Buffer.concat([Buffer.of(4), field('x'), field('y')])
  return {
    publicKey: Buffer.concat([type, sshString(kind.name), sshString(point)]),
    sign(data) {
      const both = sign(kind.hash, data, { key, dsaEncoding: 'ieee-p1363' })
      const half = both.length / 2
      const pair = Buffer.concat([sshInteger(both.subarray(0, half)), sshInteger(both.subarray(half))])
      return Buffer.concat([type, sshString(pair)])
    },
  }
}

function signRsa(key: KeyObject, data: Buffer, flags: number): Buffer {
  const [name, hash] =
    flags & rsaSha512
      ? ['rsa-sha2-512', 'sha512']
      : flags & rsaSha256
        ? ['rsa-sha2-256', 'sha256']
        : ['ssh-rsa', 'sha1']
  return Buffer.concat([sshString(name), sshString(sign(hash, data, key))])
}

import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Sealing } from '../../plan/desired.ts'

/** Bytes of a user's key. */
export const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** Begins each seal; what an older version wrote plainly is JSON and begins with a brace. */
const VERSION = 's1.'
/** Bytes that a sealed text may have. */
const MAX_TEXT = 64 << 20

/**
 * Seals with a user's key: AES-256-GCM over the deflated text. The nonce is a keyed digest of the text, so that a text
 * has one seal and no nonce serves two texts. Without a key nothing is sealed, and only what is plain can be opened.
 */
export function sealingWith(key: Buffer | undefined): Sealing {
  return {
    close: (text) => (key ? seal(text, key) : undefined),
    open: (label) =>
      label?.startsWith('{') ? label : key && label?.startsWith(VERSION) ? unseal(label, key) : undefined,
  }
}

function seal(text: string, key: Buffer): string {
  const nonce = createHmac('sha256', derive(key, 'nonce')).update(text).digest().subarray(0, NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', derive(key, 'text'), nonce)
  const body = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()])
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

function unseal(label: string, key: Buffer): string | undefined {
  const bytes = Buffer.from(label.slice(VERSION.length), 'base64url')
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH) return undefined
  const decipher = createDecipheriv('aes-256-gcm', derive(key, 'text'), bytes.subarray(0, NONCE_LENGTH), {
    authTagLength: TAG_LENGTH,
  })
  decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH))
  try {
    const deflated = Buffer.concat([
      decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH)),
      decipher.final(),
    ])
    return inflateRawSync(deflated, { maxOutputLength: MAX_TEXT }).toString()
  } catch {
    return undefined
  }
}

/** A key of its own for each purpose. */
function derive(key: Buffer, purpose: string): Buffer {
  return createHmac('sha256', key).update(purpose).digest()
}

import { Duplex } from 'node:stream'
import type { SshIdentity } from './identity.ts'
import { SshReader, sshString, sshUint32 } from './ssh-wire.ts'

const message = { failure: 5, listRequest: 11, listAnswer: 12, signRequest: 13, signAnswer: 14 } as const
const maxRequest = 256 << 10

/** A connection to an agent that lives in this process and knows only these keys; it lists and signs. */
export function connectKeyAgent(identities: readonly SshIdentity[]): Duplex {
  let pending: Buffer = Buffer.alloc(0)
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      pending = Buffer.concat([pending, chunk])
      while (pending.length >= 4) {
        const size = pending.readUInt32BE(0)
        if (size > maxRequest) return done(new RangeError('ssh agent request is too long'))
        if (pending.length < 4 + size) break
        this.push(sshString(answerAgent(identities, pending.subarray(4, 4 + size))))
        pending = pending.subarray(4 + size)
      }
      done()
    },
    final(done) {
      this.push(null)
      done()
    },
  })
}

/** Answers one request of the ssh agent protocol; what is not known or not possible is refused. */
export function answerAgent(identities: readonly SshIdentity[], request: Buffer): Buffer {
  if (request[0] === message.listRequest) {
    const keys = identities.map(({ publicKey }) => Buffer.concat([sshString(publicKey), sshString('')]))
    return Buffer.concat([Buffer.of(message.listAnswer), sshUint32(identities.length), ...keys])
  }
  try {
    if (request[0] === message.signRequest) return signAnswer(identities, new SshReader(request.subarray(1)))
  } catch {
    // Cut off or not to be signed: refused like anything else.
  }
  return Buffer.of(message.failure)
}

function signAnswer(identities: readonly SshIdentity[], fields: SshReader): Buffer {
  const wanted = fields.bytes()
  const data = fields.bytes()
  const flags = fields.uint32()
  const identity = identities.find(({ publicKey }) => publicKey.equals(wanted))
  if (identity === undefined) return Buffer.of(message.failure)
  return Buffer.concat([Buffer.of(message.signAnswer), sshString(identity.sign(data, flags))])
}

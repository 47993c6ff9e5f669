/** Reads the fields of SSH's wire format (RFC 4251) one after the other. */
export class SshReader {
  private readonly buffer: Buffer
  private at = 0

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  uint32(): number {
    const value = this.buffer.readUInt32BE(this.at)
    this.at += 4
    return value
  }

  bytes(): Buffer {
    const size = this.uint32()
    if (this.at + size > this.buffer.length) throw new RangeError('SSH data is cut off')
    this.at += size
    return this.buffer.subarray(this.at - size, this.at)
  }

  string(): string {
    return this.bytes().toString()
  }
}

export function sshUint32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}

/** A length and the bytes. */
export function sshString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([sshUint32(bytes.length), bytes])
}

/** A non-negative integer, without leading zeros but for one that keeps it from looking negative. */
export function sshInteger(value: Uint8Array): Buffer {
  const start = value.findIndex((byte) => byte !== 0)
  const bytes = start < 0 ? Buffer.alloc(0) : Buffer.from(value.subarray(start))
  const isHigh = bytes.length > 0 && (bytes[0] ?? 0) >= 0x80
  return sshString(isHigh ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

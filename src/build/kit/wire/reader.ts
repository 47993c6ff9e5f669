/** Bytes that are no protobuf message: cut off, or of a wire type that proto3 does not have. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

/** Reads protobuf's wire format from one buffer without copying it. */
export class WireReader {
  private readonly buffer: Buffer
  private at = 0

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  get done(): boolean {
    return this.at >= this.buffer.length
  }

  /** An unsigned varint as a number; bits above 2^53 lose precision (use `varint64` for those fields). */
  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      const byte = this.next()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    throw new WireError('varint longer than ten bytes')
  }

  /** A signed 64-bit varint. */
  varint64(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.next()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
    throw new WireError('varint longer than ten bytes')
  }

  bytes(): Buffer {
    return this.take(this.varint())
  }

  string(): string {
    return this.bytes().toString('utf8')
  }

  /** Passes over a field that the descriptor does not know. */
  skip(wireType: number): void {
    if (wireType === 0) this.varint64()
    else if (wireType === 1) this.take(8)
    else if (wireType === 2) this.bytes()
    else if (wireType === 5) this.take(4)
    else throw new WireError(`wire type ${wireType}`)
  }

  private next(): number {
    const byte = this.buffer[this.at++]
    if (byte === undefined) throw new WireError('message is cut off')
    return byte
  }

  private take(size: number): Buffer {
    const end = this.at + size
    if (end > this.buffer.length) throw new WireError('message is cut off')
    const part = this.buffer.subarray(this.at, end)
    this.at = end
    return part
  }
}

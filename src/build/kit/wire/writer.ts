/** Writes protobuf's wire format into one growing buffer, so that many messages can share one allocation. */
export class WireWriter {
  private buffer: Buffer
  private at = 0

  constructor(capacity = 128) {
    this.buffer = Buffer.allocUnsafe(capacity)
  }

  get length(): number {
    return this.at
  }

  /** The bytes written so far; the writer must not be used any more afterwards. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.at)
  }

  byte(value: number): void {
    this.room(1)
    this.buffer[this.at++] = value
  }

  uint32BE(value: number): void {
    this.room(4)
    this.at = this.buffer.writeUInt32BE(value, this.at)
  }

  /** A varint of a non-negative safe integer. */
  varint(value: number): void {
    this.room(10)
    let rest = value
    while (rest > 0x7fffffff) {
      this.buffer[this.at++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    // Most values end up here, where integer operations do.
    while (rest > 0x7f) {
      this.buffer[this.at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.at++] = rest
  }

  /** A varint of any 64-bit integer; negative ones take ten bytes, as protobuf's int64 does. */
  varint64(value: bigint): void {
    this.room(10)
    // In two halves, because arithmetic on bigints is slow and every file has a time.
    let low = Number(BigInt.asUintN(32, value))
    let high = Number(BigInt.asUintN(32, value >> 32n))
    while (high > 0 || low > 0x7f) {
      this.buffer[this.at++] = (low & 0x7f) | 0x80
      low = ((low >>> 7) | (high << 25)) >>> 0
      high >>>= 7
    }
    this.buffer[this.at++] = low
  }

  string(value: string): void {
    const size = Buffer.byteLength(value)
    this.varint(size)
    this.room(size)
    this.at += this.buffer.write(value, this.at)
  }

  bytes(value: Uint8Array): void {
    this.varint(value.length)
    this.room(value.length)
    this.buffer.set(value, this.at)
    this.at += value.length
  }

  /** Writes `body` and puts its length in front of it, as protobuf's nested messages want. */
  delimited(body: () => void): void {
    const start = this.at
    body()
    const size = this.at - start
    const width = varintWidth(size)
    // As much room as `varint` asks for: while it writes, growing would lose the body.
    this.room(10)
    this.buffer.copyWithin(start + width, start, this.at)
    this.at = start
    this.varint(size)
    this.at = start + width + size
  }

  /** Keeps four bytes, writes `body`, then fills them with its length (big-endian), as gRPC frames want. */
  framed(body: () => void): void {
    this.uint32BE(0)
    const start = this.at
    body()
    this.buffer.writeUInt32BE(this.at - start, start - 4)
  }

  private room(size: number): void {
    const needed = this.at + size
    if (needed <= this.buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
    this.buffer.copy(grown, 0, 0, this.at)
    this.buffer = grown
  }
}

function varintWidth(value: number): number {
  let width = 1
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) width++
  return width
}

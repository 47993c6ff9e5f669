import { encodeInto, type Message } from '../wire/message.ts'
import { WireWriter } from '../wire/writer.ts'
import { GrpcError, statusCode } from './status.ts'

const headerSize = 5
const maxMessage = 64 << 20

/** Appends one gRPC frame (flag, length, message) at the writer's position. */
export function writeFrame<T>(writer: WireWriter, type: Message<T>, value: Partial<T>): void {
  writer.byte(0)
  writer.framed(() => encodeInto(writer, type, value))
}

/** One message as a gRPC frame. `capacity` is the expected size in bytes, to save growing. */
export function frame<T>(type: Message<T>, value: Partial<T>, capacity?: number): Buffer {
  const writer = new WireWriter(capacity)
  writeFrame(writer, type, value)
  return writer.finish()
}

/** Cuts a byte stream back into the messages of its gRPC frames, wherever the chunks were split. */
export class FrameReader {
  private pending: Buffer[] = []
  private size = 0

  /** Takes the next chunk and gives the messages it completes. */
  push(chunk: Buffer): Buffer[] {
    this.pending.push(chunk)
    this.size += chunk.length
    const messages: Buffer[] = []
    for (let length = this.nextLength(); length !== undefined; length = this.nextLength()) {
      const whole = this.joined()
      messages.push(whole.subarray(headerSize, headerSize + length))
      const rest = whole.subarray(headerSize + length)
      this.pending = rest.length > 0 ? [rest] : []
      this.size = rest.length
    }
    return messages
  }

  /** The length of the next message when all of it is there. */
  private nextLength(): number | undefined {
    if (this.size < headerSize) return undefined
    const first = this.pending[0]
    const header = first !== undefined && first.length >= headerSize ? first : this.joined()
    if (header[0] !== 0) throw new GrpcError(statusCode.unimplemented, 'compressed gRPC message')
    const length = header.readUInt32BE(1)
    if (length > maxMessage) throw new GrpcError(statusCode.internal, `gRPC message of ${length} bytes`)
    return this.size >= headerSize + length ? length : undefined
  }

  private joined(): Buffer {
    const whole = this.pending.length === 1 ? (this.pending[0] as Buffer) : Buffer.concat(this.pending)
    this.pending = [whole]
    return whole
  }
}

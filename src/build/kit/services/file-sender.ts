import type { FileSource, OpenFile } from '../files/source.ts'
import { writeFrame } from '../grpc/frames.ts'
import type { ServerCall } from '../grpc/server.ts'
import { packet, packetType } from '../wire/messages.ts'
import { WireWriter } from '../wire/writer.ts'

const chunkSize = 64 << 10
/** Room for what stands before a chunk (gRPC's and protobuf's headers) and for the end mark behind it. */
const headRoom = 32
const tailRoom = 32

/**
 * Makes a function that sends a file's contents under its id. Each chunk is read into a buffer that has room
 * for its headers, and the buffers are used again, so that memory does not grow with what is sent.
 */
export function createFileSender(
  source: FileSource,
  call: ServerCall,
  signal: AbortSignal,
): (id: number, path: string) => Promise<void> {
  const idle: Buffer[] = []
  return async (id, path) => {
    const file = path === '' ? undefined : await source.open(path)
    const buffer = idle.pop() ?? Buffer.allocUnsafeSlow(headRoom + chunkSize + tailRoom)
    try {
      await sendContents(file, buffer, call, id, signal)
    } finally {
      idle.push(buffer)
      await file?.close()
    }
  }
}

/** Sends chunk by chunk, the end mark together with the last one. */
async function sendContents(
  file: OpenFile | undefined,
  buffer: Buffer,
  call: ServerCall,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  for (let more = true; more; ) {
    signal.throwIfAborted()
    const size = file ? await file.read(buffer, headRoom, chunkSize) : 0
    // A plain file gives less than it was asked for only at its end.
    more = size === chunkSize
    const head = size > 0 ? dataHeader(id, size) : Buffer.alloc(0)
    head.copy(buffer, headRoom - head.length)
    const tail = more ? Buffer.alloc(0) : endMark(id)
    tail.copy(buffer, headRoom + size)
    await call.sendAway(buffer.subarray(headRoom - head.length, headRoom + size + tail.length))
  }
}

/** All that a DATA packet has before its bytes: the gRPC frame's header, type, id, and the bytes' tag and length. */
function dataHeader(id: number, size: number): Buffer {
  const fields = new WireWriter(headRoom)
  fields.varint((1 << 3) | 0)
  fields.varint(packetType.data)
  if (id > 0) {
    fields.varint((3 << 3) | 0)
    fields.varint(id)
  }
  fields.varint((4 << 3) | 2)
  fields.varint(size)
  const header = new WireWriter(headRoom)
  header.byte(0)
  header.uint32BE(fields.length + size)
  return Buffer.concat([header.finish(), fields.finish()])
}

/** An empty DATA packet ends a file. */
function endMark(id: number): Buffer {
  const writer = new WireWriter(tailRoom)
  writeFrame(writer, packet, { type: packetType.data, id })
  return writer.finish()
}

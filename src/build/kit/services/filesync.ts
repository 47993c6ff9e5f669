import { goMode } from '../files/go-stat.ts'
import type { FileSource } from '../files/source.ts'
import { createWorkQueue, type WorkQueue } from '../files/work-queue.ts'
import { frame, writeFrame } from '../grpc/frames.ts'
import type { Handler, ServerCall } from '../grpc/server.ts'
import { GrpcError, statusCode } from '../grpc/status.ts'
import { decode } from '../wire/message.ts'
import { packet, packetType, type Stat } from '../wire/messages.ts'
import { WireWriter } from '../wire/writer.ts'
import { createFileSender } from './file-sender.ts'

/** What the session offers to the engine: directories by the name that a build asks for. */
export type Directories = ReadonlyMap<string, FileSource>

const batchSize = 32 << 10
const parallelFiles = 4

/** Serves `moby.filesync.v1.FileSync/DiffCopy`: tells the engine what is there and sends what it lacks. */
export function fileSyncHandlers(directories: Directories): [string, Handler][] {
  return [['/moby.filesync.v1.FileSync/DiffCopy', (call) => diffCopy(directories, call)]]
}

async function diffCopy(directories: Directories, call: ServerCall): Promise<void> {
  const name = call.metadata('dir-name')[0] ?? ''
  const source = directories.get(name)
  if (source === undefined) throw new GrpcError(statusCode.notFound, `no directory named ${name}`)
  const files: string[] = []
  const stop = new AbortController()
  const signal = AbortSignal.any([call.signal, stop.signal])
  const sendFile = createFileSender(source, call, signal)
  const queue = createWorkQueue(parallelFiles, (id: number) => sendFile(id, files[id] ?? ''))
  try {
    const exchange = Promise.all([sendStats(source, call, files, signal), answerRequests(call, queue)])
    await Promise.race([exchange, queue.failure])
  } finally {
    stop.abort()
  }
}

/** Sends one STAT an entry, many to a write, and an empty one at the end; notes the path of each id. */
async function sendStats(
  source: FileSource,
  call: ServerCall,
  files: string[],
  signal: AbortSignal,
): Promise<void> {
  let writer = new WireWriter(batchSize + 4096)
  const flush = async (): Promise<void> => {
    const full = writer
    writer = new WireWriter(batchSize + 4096)
    await call.send(full.finish())
  }
  const patterns = {
    include: call.metadata('include-patterns'),
    exclude: call.metadata('exclude-patterns'),
    follow: call.metadata('followpaths'),
  }
  const visit = (stat: Stat): Promise<void> | undefined => {
    files.push(isPlainFile(stat) ? (stat.path ?? '') : '')
    writeFrame(writer, packet, { type: packetType.stat, stat })
    return writer.length < batchSize ? undefined : flush()
  }
  await source.walk(patterns, visit, signal)
  writeFrame(writer, packet, { type: packetType.stat })
  await flush()
}

/** Only plain files have contents to send; opening a fifo could wait for ever. */
function isPlainFile({ mode = 0 }: Stat): boolean {
  return mode < goMode.directory && (mode & (goMode.symlink | goMode.device | goMode.fifo)) === 0
}

async function answerRequests(call: ServerCall, queue: WorkQueue<number>): Promise<void> {
  for await (const bytes of call.messages()) {
    const { type, id, data } = decode(packet, bytes)
    if (type === packetType.request) queue.add(id)
    else if (type === packetType.error) throw new GrpcError(statusCode.unknown, Buffer.from(data).toString())
    else if (type === packetType.finish) {
      await queue.idle()
      await call.send(frame(packet, { type: packetType.finish }))
      return
    }
  }
  throw new GrpcError(statusCode.cancelled, 'the transfer was broken off')
}

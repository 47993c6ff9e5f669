import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { blobPath } from '../files/image-layout.ts'
import { frame } from '../grpc/frames.ts'
import { type Handler, type ServerCall, unaryHandler } from '../grpc/server.ts'
import { GrpcError, statusCode } from '../grpc/status.ts'
import { decode } from '../wire/message.ts'
import {
  contentInfoRequest,
  contentInfoResponse,
  readContentRequest,
  readContentResponse,
  writeAction,
  writeContentRequest,
  writeContentResponse,
} from '../wire/messages.ts'

/** Folders with OCI image layouts by the id that BuildKit asks for them with. */
export type ContentStores = ReadonlyMap<string, string>

const service = '/containerd.services.content.v1.Content'
const chunkSize = 1 << 20

/** Serves containerd's content service from folders of this machine, for `type=local` caches. */
export function contentHandlers(stores: ContentStores): [string, Handler][] {
  const info = unaryHandler(contentInfoRequest, contentInfoResponse, async ({ digest }, call) => {
    const { size } = await statBlob(existingBlob(storeOf(stores, call), digest))
    return { info: { digest, size } }
  })
  return [
    [`${service}/Info`, info],
    [`${service}/Read`, (call) => readBlob(storeOf(stores, call), call)],
    [`${service}/Write`, (call) => writeBlob(storeOf(stores, call), call)],
  ]
}

function storeOf(stores: ContentStores, call: ServerCall): string {
  const id = call.metadata('buildkit-attachable-store-id')[0] ?? ''
  const directory = stores.get(id)
  if (directory === undefined) throw new GrpcError(statusCode.notFound, `there is no content store ${id}`)
  return directory
}

function existingBlob(directory: string, digest: string): string {
  const path = blobPath(directory, digest)
  if (path === undefined) throw new GrpcError(statusCode.notFound, `${digest} is no digest`)
  return path
}

async function statBlob(path: string): Promise<{ size: number }> {
  try {
    return await stat(path)
  } catch {
    throw new GrpcError(statusCode.notFound, `${path} is not there`)
  }
}

async function readBlob(directory: string, call: ServerCall): Promise<void> {
  for await (const bytes of call.messages()) {
    const { digest, offset, size } = decode(readContentRequest, bytes)
    const path = existingBlob(directory, digest)
    const end = size > 0 ? offset + size : (await statBlob(path)).size
    await sendPart(path, offset, end, call)
    return
  }
}

async function sendPart(path: string, from: number, end: number, call: ServerCall): Promise<void> {
  // Waiting for a fifo would be for ever.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if (!(await file.stat()).isFile()) throw new GrpcError(statusCode.notFound, `${path} is no file`)
    for (let offset = from; offset < end; ) {
      const wanted = Math.min(chunkSize, end - offset)
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, offset)
      if (bytesRead === 0) return
      await call.send(frame(readContentResponse, { offset, data: buffer.subarray(0, bytesRead) }))
      offset += bytesRead
    }
  } finally {
    await file.close()
  }
}

/** Takes one blob in; it has its name only when it is whole and its digest is right. */
async function writeBlob(directory: string, call: ServerCall): Promise<void> {
  const making = join(directory, `.taking-in-${randomBytes(8).toString('hex')}`)
  const hash = createHash('sha256')
  const startedAt = now()
  let file: FileHandle | undefined
  let offset = 0
  let total = 0
  let expected = ''
  try {
    for await (const bytes of call.messages()) {
      const request = decode(writeContentRequest, bytes)
      total = request.total || total
      expected = request.expected || expected
      await refuseKnown(directory, expected)
      if (request.data.length > 0) {
        if (request.offset !== offset) throw new GrpcError(statusCode.outOfRange, `not at ${offset}`)
        await mkdir(directory, { recursive: true })
        file ??= await open(making, 'wx')
        await file.writeFile(request.data)
        hash.update(request.data)
        offset += request.data.length
      }
      const answer = { action: request.action, startedAt, updatedAt: now(), offset, total }
      if (request.action !== writeAction.commit) {
        await call.send(frame(writeContentResponse, answer))
        continue
      }
      const digest = `sha256:${hash.digest('hex')}`
      const path = blobPath(directory, digest) as string
      if ((expected && expected !== digest) || (total && total !== offset)) {
        throw new GrpcError(statusCode.failedPrecondition, `got ${offset} bytes of ${digest}`)
      }
      await mkdir(dirname(path), { recursive: true })
      file ??= await open(making, 'wx')
      await rename(making, path)
      await call.send(frame(writeContentResponse, { ...answer, digest }))
      return
    }
  } finally {
    await file?.close()
    await rm(making, { force: true })
  }
}

async function refuseKnown(directory: string, digest: string): Promise<void> {
  const path = blobPath(directory, digest)
  if (path === undefined) return
  const found = await stat(path).catch(() => undefined)
  if (found) throw new GrpcError(statusCode.alreadyExists, `${digest} is there`)
}

function now(): { seconds: bigint; nanos: number } {
  const ms = Date.now()
  return { seconds: BigInt(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1_000_000 }
}

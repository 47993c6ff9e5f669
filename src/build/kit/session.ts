import { Duplex } from 'node:stream'
import type { GrpcClient } from './grpc/client.ts'
import { FrameReader, frame } from './grpc/frames.ts'
import { type Handlers, serveGrpc } from './grpc/server.ts'
import { takenIn } from './grpc/taken-in.ts'
import { type Door, isUnknownPath } from './transport.ts'
import { decode } from './wire/message.ts'
import { bytesMessage } from './wire/messages.ts'

/** What a session is announced with. */
export interface SessionOptions {
  /** Unique; a Solve refers to the session by it. */
  readonly id: string
  /** Lets the engine find, in a later session, the copy of a directory that it kept. */
  readonly sharedKey: string
  readonly handlers: Handlers
}

/** An open session; it serves until it is closed. */
export interface Session {
  readonly id: string
  close(): void
}

/**
 * Opens a session, in which the engine calls us: upgraded at `/session` where the engine has that, which is
 * the shorter way for big contexts, or else tunnelled through the control connection.
 */
export async function openSession(
  door: Door,
  control: GrpcClient,
  options: SessionOptions,
): Promise<Session> {
  const headers = sessionHeaders(options)
  const connection = await dialSession(door, control, headers)
  const server = serveGrpc(connection, options.handlers)
  await takenIn()
  return {
    id: options.id,
    close() {
      server.destroy()
      connection.destroy()
    },
  }
}

async function dialSession(
  door: Door,
  control: GrpcClient,
  headers: Record<string, string | string[]>,
): Promise<Duplex> {
  try {
    return await door.dial('/session', headers)
  } catch (error) {
    if (!isUnknownPath(error)) throw error
    return tunnel(control, headers)
  }
}

function sessionHeaders(options: SessionOptions): Record<string, string | string[]> {
  return {
    'x-docker-expose-session-uuid': options.id,
    'x-docker-expose-session-name': '',
    'x-docker-expose-session-sharedkey': options.sharedKey,
    'x-docker-expose-session-grpc-method': [...options.handlers.keys()],
  }
}

const maxTunnelMessage = 1 << 20

/** A byte stream through `Control/Session`. */
export function tunnel(control: GrpcClient, headers: Record<string, string | string[]>): Duplex {
  const call = control.open('/moby.buildkit.v1.Control/Session', headers)
  const frames = new FrameReader()
  const duplex = new Duplex({
    read: () => void call.resume(),
    write(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length; start += maxTunnelMessage) {
        const data = chunk.subarray(start, start + maxTunnelMessage)
        const last = start + maxTunnelMessage >= chunk.length
        call.write(frame(bytesMessage, { data }, data.length + 16), last ? done : undefined)
      }
    },
    final: (done) => void call.end(done),
    destroy(error, done) {
      call.close()
      done(error)
    },
  })
  call.on('data', (chunk: Buffer) => {
    let room = true
    try {
      for (const bytes of frames.push(chunk)) room = duplex.push(decode(bytesMessage, bytes).data)
    } catch (error) {
      duplex.destroy(error as Error)
    }
    if (!room) call.pause()
  })
  call.on('end', () => duplex.push(null))
  // One that is broken off has no end.
  call.on('close', () => duplex.push(null))
  // Whoever reads or writes sees an error as well; alone it must not end the process.
  duplex.on('error', () => {})
  call.on('error', (error: Error) => duplex.destroy(error))
  return duplex
}

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { frame } from '../grpc/frames.ts'
import { type Handler, type ServerCall, unaryHandler } from '../grpc/server.ts'
import { GrpcError, statusCode } from '../grpc/status.ts'
import { decode } from '../wire/message.ts'
import { bytesMessage, checkAgentRequest, empty } from '../wire/messages.ts'

/** Paths of agent sockets by the id that a Dockerfile's `--mount=type=ssh,id=…` names. */
export type AgentSockets = ReadonlyMap<string, string>

const defaultId = 'default'

/** Serves `moby.sshforward.v1.SSH`: connects `RUN --mount=type=ssh` to an agent on this machine. */
export function sshHandlers(agents: AgentSockets): [string, Handler][] {
  const check = unaryHandler(checkAgentRequest, empty, ({ id }) => {
    findAgent(agents, id)
    return {}
  })
  return [
    ['/moby.sshforward.v1.SSH/CheckAgent', check],
    ['/moby.sshforward.v1.SSH/ForwardAgent', (call) => forwardAgent(agents, call)],
  ]
}

function findAgent(agents: AgentSockets, id: string): string {
  const path = agents.get(id || defaultId)
  if (path === undefined) throw new GrpcError(statusCode.notFound, `no ssh agent for id ${id || defaultId}`)
  return path
}

async function forwardAgent(agents: AgentSockets, call: ServerCall): Promise<void> {
  const socket = connect({
    path: findAgent(agents, call.metadata('buildkit.ssh.id')[0] ?? ''),
    allowHalfOpen: true,
  })
  const stop = (): void => void socket.destroy()
  call.signal.addEventListener('abort', stop)
  try {
    await Promise.all([toAgent(call, socket), fromAgent(call, socket)])
  } finally {
    call.signal.removeEventListener('abort', stop)
    socket.destroy()
  }
}

async function toAgent(call: ServerCall, socket: Socket): Promise<void> {
  for await (const bytes of call.messages()) {
    if (!socket.write(decode(bytesMessage, bytes).data)) await once(socket, 'drain')
  }
  socket.end()
}

async function fromAgent(call: ServerCall, socket: Socket): Promise<void> {
  for await (const data of socket) await call.send(frame(bytesMessage, { data: data as Buffer }))
}

import { once } from 'node:events'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { frame } from '../grpc/frames.ts'
import { type Handler, type ServerCall, unaryHandler } from '../grpc/server.ts'
import { GrpcError, statusCode } from '../grpc/status.ts'
import type { SshIdentity } from '../ssh/identity.ts'
import { connectKeyAgent } from '../ssh/key-agent.ts'
import { decode } from '../wire/message.ts'
import { bytesMessage, checkAgentRequest, empty } from '../wire/messages.ts'

/** What answers for an ssh id: an agent's unix socket, or keys that we answer for ourselves. */
export type SshAgent = { readonly socket: string } | { readonly identities: readonly SshIdentity[] }

/** Agents by the id that a Dockerfile's `--mount=type=ssh,id=…` names. */
export type SshAgents = ReadonlyMap<string, SshAgent>

const defaultId = 'default'

/** Serves `moby.sshforward.v1.SSH`: connects `RUN --mount=type=ssh` to an agent on this machine. */
export function sshHandlers(agents: SshAgents): [string, Handler][] {
  const check = unaryHandler(checkAgentRequest, empty, ({ id }) => {
    findAgent(agents, id)
    return {}
  })
  return [
    ['/moby.sshforward.v1.SSH/CheckAgent', check],
    ['/moby.sshforward.v1.SSH/ForwardAgent', (call) => forwardAgent(agents, call)],
  ]
}

function findAgent(agents: SshAgents, id: string): SshAgent {
  const agent = agents.get(id || defaultId)
  if (agent === undefined) throw new GrpcError(statusCode.notFound, `no ssh agent for id ${id || defaultId}`)
  return agent
}

async function forwardAgent(agents: SshAgents, call: ServerCall): Promise<void> {
  const agent = findAgent(agents, call.metadata('buildkit.ssh.id')[0] ?? '')
  const connection =
    'socket' in agent
      ? connect({ path: agent.socket, allowHalfOpen: true })
      : connectKeyAgent(agent.identities)
  const stop = (): void => void connection.destroy()
  call.signal.addEventListener('abort', stop)
  try {
    await Promise.all([toAgent(call, connection), fromAgent(call, connection)])
  } finally {
    call.signal.removeEventListener('abort', stop)
    connection.destroy()
  }
}

async function toAgent(call: ServerCall, agent: Duplex): Promise<void> {
  for await (const bytes of call.messages()) {
    if (!agent.write(decode(bytesMessage, bytes).data)) await once(agent, 'drain')
  }
  agent.end()
}

async function fromAgent(call: ServerCall, agent: Duplex): Promise<void> {
  for await (const data of agent) await call.send(frame(bytesMessage, { data: data as Buffer }))
}

import type { Duplex } from 'node:stream'
import { Writable } from 'node:stream'
import type { Door } from './door.ts'
import type { AttachedStream, Engine, ExecOptions } from './engine.ts'
import { callOf } from './request.ts'
import { attachedStream } from './streams.ts'

type Execs = Pick<Engine, 'createExec' | 'startExec' | 'inspectExec' | 'resizeExec'>

/** The calls that run a further command in a container. */
export function execs({ docker, transport }: Door): Execs {
  return {
    async createExec(id, options) {
      const call = { path: `/containers/${id}/exec`, method: 'POST', options: { _body: execBody(options) } }
      const { Id } = await transport.send<{ Id: string }>(call)
      return Id
    },
    async startExec(exec, { tty, detach = false }) {
      const body = { Detach: detach, Tty: tty }
      const call = { path: `/exec/${exec}/start`, method: 'POST', options: { _body: body } }
      if (detach) {
        await transport.send(call)
        return finished()
      }
      const socket = await transport.send<Duplex>({ ...call, hijack: true })
      return attachedStream(socket, tty, transport.link, callOf(call))
    },
    async inspectExec(exec) {
      const { Running, ExitCode } = await docker.getExec(exec).inspect()
      return { running: Running, ...(typeof ExitCode === 'number' && !Running && { exitCode: ExitCode }) }
    },
    async resizeExec(exec, { columns, rows }) {
      await docker.getExec(exec).resize({ w: columns, h: rows })
    },
  }
}

function execBody(options: ExecOptions): Record<string, unknown> {
  const attach = !options.detach
  return {
    AttachStdin: attach && options.stdin,
    AttachStdout: attach,
    AttachStderr: attach,
    Tty: options.tty,
    Cmd: options.command,
    Env: options.environment,
    User: options.user,
    WorkingDir: options.workingDir,
    Privileged: options.privileged,
  }
}

function finished(): AttachedStream {
  async function* nothing() {}
  const input = new Writable({ write: (_chunk, _encoding, done) => done() })
  return { output: nothing(), input, close() {} }
}

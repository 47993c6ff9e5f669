import type { Engine } from '../../engine/engine.ts'
import { findFailure, isNotFound } from '../../engine/failures.ts'
import { serviceOf } from '../../model/container.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Hook } from '../../model/service.ts'
import type { SessionDoor } from '../../watch/session.ts'
import { listContainers } from '../steps/containers.ts'
import { runInContainer } from './run-in-container.ts'

/** How it shows that the engine is not there, or does not answer: what is to be done waits for it. */
const AWAY = ['engine-unreachable', 'engine-connection-lost', 'engine-silent'] as const

/** Bytes of paths in one command line, well below what systems allow. */
const COMMAND_BYTES = 100_000

/** What a session needs of the engine itself: containers, files in them, commands in them. */
export function engineDoor(engine: Engine, project: string): Omit<SessionDoor, 'rebuild' | 'restart'> {
  const containersOf = (services: readonly string[], stopped: boolean) =>
    listContainers(engine, project, { services, oneOffs: false, stopped })
  // As they were listed last: failures are told by names.
  let names: ReadonlyMap<string, string> = new Map()
  const nameOf = (id: string) => names.get(id) ?? id.slice(0, 12)
  return {
    async list() {
      const all = await containersOf([], true)
      names = new Map(all.map(({ id, name }) => [id, name]))
      return all.map((container) => ({
        id: container.id,
        service: serviceOf(container),
        running: container.state === 'running',
      }))
    },
    async put(container, tar) {
      try {
        await engine.putArchive(container, '/', tar, { copyUidGid: true })
      } catch (error) {
        const reason = refusalOf(error)
        if (reason === undefined) throw error
        throw new Failed(failure('watch-copy-failed', { container: nameOf(container), reason }))
      }
    },
    async remove(container, targets) {
      for (const paths of inCommands(targets)) await remove(engine, container, nameOf(container), paths)
    },
    async exec(service, hook) {
      const running = await containersOf([service], false)
      await Promise.all(running.map(({ id, name }) => runHook(engine, service, hook, id, name)))
      return running.length
    },
    isGone: isNotFound,
    isAway: (error) => AWAY.some((code) => findFailure(error, code) !== undefined),
  }
}

/** What the engine says when it refuses; undefined for what is there no more, or when that is not why it failed. */
function refusalOf(error: unknown): string | undefined {
  return isNotFound(error) ? undefined : findFailure(error, 'engine-error')?.message
}

/** As root, since what was written was written by the engine. */
async function remove(engine: Engine, id: string, container: string, paths: readonly string[]) {
  const failed = (cause: 'no-rm' | 'refused' | 'not-run', reason: string) =>
    new Failed(failure('watch-remove-failed', { container, paths, reason, cause }))
  const command = ['rm', '-rf', '--', ...paths]
  const { exitCode, output } = await runInContainer(engine, id, { command, user: '0' }).catch((error) => {
    const refusal = refusalOf(error)
    throw refusal === undefined ? error : failed('not-run', refusal)
  })
  if (exitCode === 0) return
  const reason = output.join(' ') || `rm ended with ${exitCode}`
  if (/executable file not found/.test(reason)) throw failed('no-rm', reason)
  // What the runtime says when the container's own state is why.
  throw failed(reason.startsWith('OCI runtime exec failed') ? 'not-run' : 'refused', reason)
}

async function runHook(engine: Engine, service: string, hook: Hook, id: string, container: string) {
  const { command = [], user, privileged, working_dir, environment = {} } = hook
  const { exitCode, output } = await runInContainer(engine, id, {
    command,
    environment: Object.entries(environment).flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${value}`],
    ),
    ...(user && { user }),
    ...(privileged && { privileged }),
    ...(working_dir && { workingDir: working_dir }),
  }).catch((error) => {
    const reason = refusalOf(error)
    if (reason === undefined) throw error
    throw new Failed(failure('watch-exec-refused', { service, container, command, reason }))
  })
  if (exitCode === 0) return
  throw new Failed(failure('watch-exec-failed', { service, container, command, exitCode, output }))
}

function inCommands(paths: readonly string[]): string[][] {
  const commands: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const path of paths) {
    const length = Buffer.byteLength(path) + 1
    if (bytes + length > COMMAND_BYTES) {
      commands.push([])
      bytes = 0
    }
    commands.at(-1)?.push(path)
    bytes += length
  }
  return commands
}

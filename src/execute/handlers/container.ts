import { findFailure, isConflict, isNotFound } from '../../engine/failures.ts'
import { findPortHolder } from '../../engine/observe.ts'
import { Failed, type Failure, failure } from '../../model/failure.ts'
import { bindBody } from '../../plan/bind.ts'
import type { Execution } from '../execute.ts'
import type { Handler } from '../handlers.ts'

export const create: Handler<'create-container'> = async (operation, at, node) => {
  const options = operation.platform ? { platform: operation.platform } : {}
  const image = operation.inherited && (await at.engine.inspectImage(operation.body.Image, options))
  const body = bindBody(operation, at.results, at.hash, image?.volumes)
  const { id, warnings } = await at.engine.createContainer(operation.name, body, options)
  at.results.setContainer(node.id, id)
  for (const text of warnings) at.emit({ kind: 'warning', failure: engineWarning(operation.service, text) })
  return undefined
}

function engineWarning(service: string, text: string): Failure {
  return { ...failure('engine-warning', { service, text }), severity: 'warning' } as Failure
}

export const start: Handler<'start-container'> = async ({ container, name, service }, at) => {
  const id = at.results.container(container)
  await at.beforeStart?.({ id, name, service })
  try {
    await at.engine.startContainer(id)
  } catch (error) {
    throw await explainPort(error, service, at)
  }
  return undefined
}

/** Says which container holds the port, when it is one of this engine's. */
async function explainPort(error: unknown, service: string, { engine }: Execution): Promise<unknown> {
  const taken = findFailure(error, 'port-taken')
  if (!taken) return error
  const holder = await findPortHolder(engine, taken.port, taken.protocol)
  return new Failed(failure('port-taken', { ...taken, service, ...(holder && { holder }) }))
}

export const stop: Handler<'stop-container'> = async ({ container, timeout, signal }, at) => {
  await unlessGone(
    at.engine.stopContainer(at.results.container(container), {
      ...(timeout !== undefined && { timeout }),
      ...(signal && { signal }),
    }),
  )
  return undefined
}

export const kill: Handler<'kill-container'> = async ({ container, signal }, at) => {
  await unlessGone(at.engine.killContainer(at.results.container(container), signal))
  return undefined
}

export const remove: Handler<'remove-container'> = async ({ container, force, volumes }, at) => {
  try {
    await at.engine.removeContainer(at.results.container(container), { force, volumes })
  } catch (error) {
    // Gone, or being removed by somebody else (an auto-remove, another `down`).
    if (!isNotFound(error) && !isConflict(error)) throw error
  }
  return undefined
}

export const rename: Handler<'rename-container'> = async ({ container, name }, at) => {
  await at.engine.renameContainer(at.results.container(container), name)
  return undefined
}

export const pause: Handler<'pause-container'> = async ({ container }, at) => {
  await at.engine.pauseContainer(at.results.container(container))
  return undefined
}

export const unpause: Handler<'unpause-container'> = async ({ container }, at) => {
  await at.engine.unpauseContainer(at.results.container(container))
  return undefined
}

export const restart: Handler<'restart-container'> = async ({ container, timeout }, at) => {
  await at.engine.restartContainer(at.results.container(container), timeout === undefined ? {} : { timeout })
  return undefined
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

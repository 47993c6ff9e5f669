import { findFailure, isConflict, isNotFound } from '../../engine/failures.ts'
import { warning } from '../../model/failure.ts'
import type { Execution } from '../execute.ts'
import type { Handler } from '../handlers.ts'

export const createNetwork: Handler<'create-network'> = async ({ body }, { engine }) => {
  try {
    await engine.createNetwork(body)
  } catch (error) {
    // Made meanwhile by another run: what counts is that it is there.
    if (!isConflict(error) || !(await engine.inspectNetwork(body.Name))) throw error
  }
  return undefined
}

export const removeNetwork: Handler<'remove-network'> = ({ id, name }, at) =>
  removeUnlessInUse(at, 'network', name, at.engine.removeNetwork(id))

export const connectNetwork: Handler<'connect-network'> = async (
  { network, container, endpoint },
  { engine, results },
) => {
  await engine.connectNetwork(network, results.container(container), endpoint)
  return undefined
}

export const disconnectNetwork: Handler<'disconnect-network'> = async (
  { network, container },
  { engine, results },
) => {
  try {
    await engine.disconnectNetwork(network, results.container(container), { force: true })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  return undefined
}

export const createVolume: Handler<'create-volume'> = async ({ body }, { engine }) => {
  await engine.createVolume(body)
  return undefined
}

export const removeVolume: Handler<'remove-volume'> = ({ name }, at) =>
  removeUnlessInUse(at, 'volume', name, at.engine.removeVolume(name, { force: true }))

/** What is still used by others stays, with a warning, as in Compose. */
export async function removeUnlessInUse(
  { emit }: Execution,
  kind: 'network' | 'volume' | 'image',
  name: string,
  work: Promise<void>,
): Promise<string | undefined> {
  try {
    await work
  } catch (error) {
    if (isNotFound(error)) return undefined
    if (!findFailure(error, 'resource-in-use') && !isConflict(error)) throw error
    emit({ kind: 'warning', failure: warning('still-in-use', { kind, name }) })
    return 'in-use'
  }
  return undefined
}

import type { ContainerBody } from '../model/container-body.ts'
import { containerDetails, observedContainer } from './container-facts.ts'
import { type Door, labelFilter, withLabels } from './door.ts'
import type { CommitOptions, Engine } from './engine.ts'
import { findFailure, registryRefused } from './failures.ts'

type Containers = Pick<
  Engine,
  | 'listContainers'
  | 'inspectContainer'
  | 'createContainer'
  | 'startContainer'
  | 'stopContainer'
  | 'killContainer'
  | 'pauseContainer'
  | 'unpauseContainer'
  | 'restartContainer'
  | 'removeContainer'
  | 'renameContainer'
  | 'waitContainer'
  | 'resizeContainer'
  | 'commitContainer'
  | 'top'
>

/** The container calls that answer once; streams are elsewhere. */
export function containers(door: Door): Containers {
  const { docker, transport } = door
  const container = (id: string) => docker.getContainer(id)
  return {
    async listContainers(labels) {
      const list = await docker.listContainers({ all: true, ...labelFilter(labels) })
      return withLabels(list.map(observedContainer), labels)
    },
    async inspectContainer(id) {
      return containerDetails(await container(id).inspect())
    },
    createContainer: (name, body, options) => create(door, name, body, options?.platform),
    async startContainer(id) {
      await container(id).start()
    },
    async stopContainer(id, { timeout, signal } = {}) {
      await container(id).stop({ t: timeout, signal } as object)
    },
    async killContainer(id, signal) {
      await container(id).kill({ signal })
    },
    async pauseContainer(id) {
      await container(id).pause()
    },
    async unpauseContainer(id) {
      await container(id).unpause()
    },
    async restartContainer(id, { timeout } = {}) {
      await container(id).restart({ t: timeout })
    },
    async removeContainer(id, { force, volumes }) {
      await container(id).remove({ force, v: volumes })
    },
    async renameContainer(id, name) {
      await container(id).rename({ name })
    },
    async waitContainer(id, signal) {
      const options = { condition: 'not-running' as const, ...(signal && { abortSignal: signal }) }
      const { StatusCode } = (await container(id).wait(options)) as { StatusCode: number }
      return StatusCode
    },
    async resizeContainer(id, { columns, rows }) {
      await container(id).resize({ w: columns, h: rows })
    },
    async commitContainer(id, options) {
      const query = commitQuery(id, options)
      const call = { path: '/commit?', method: 'POST', options: { _query: query, _body: {} } }
      const { Id } = await transport.send<{ Id: string }>(call)
      return { id: Id }
    },
    async top(id, psArgs) {
      const { Titles, Processes } = (await container(id).top({ ps_args: psArgs })) as TopAnswer
      return { titles: Titles, processes: Processes ?? [] }
    },
  }
}

interface TopAnswer {
  readonly Titles: string[]
  readonly Processes: string[][] | null
}

async function create(
  { transport }: Door,
  name: string,
  body: ContainerBody,
  platform: string | undefined,
): Promise<{ id: string; warnings: string[] }> {
  const options = { _query: { name, platform }, _body: body }
  const call = { path: '/containers/create?', method: 'POST', options }
  try {
    const answer = await transport.send<{ Id: string; Warnings: string[] | null }>(call)
    return { id: answer.Id, warnings: answer.Warnings ?? [] }
  } catch (error) {
    const refusal = findFailure(error, 'engine-error')
    if (refusal?.status === 404 && /no such image|image.*not (?:found|known)/i.test(refusal.message)) {
      throw registryRefused(body.Image, refusal.message, 404)
    }
    throw error
  }
}

function commitQuery(container: string, options: CommitOptions): Record<string, unknown> {
  const { repo, tag, author, comment, changes, pause } = options
  return { container, repo, tag, author, comment, changes, pause }
}

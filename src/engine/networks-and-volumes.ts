import type { NetworkInspectInfo, VolumeInspectInfo } from 'dockerode'
import type { ObservedNetwork, ObservedVolume } from '../model/observed.ts'
import { type Door, labelFilter, withLabels } from './door.ts'
import type { Engine } from './engine.ts'
import { isNotFound } from './failures.ts'

type NetworksAndVolumes = Pick<
  Engine,
  | 'listNetworks'
  | 'inspectNetwork'
  | 'createNetwork'
  | 'removeNetwork'
  | 'connectNetwork'
  | 'disconnectNetwork'
  | 'listVolumes'
  | 'inspectVolume'
  | 'createVolume'
  | 'removeVolume'
>

/** The calls about networks and volumes. */
export function networksAndVolumes({ docker, transport }: Door): NetworksAndVolumes {
  return {
    async listNetworks(labels) {
      const found = await docker.listNetworks(labelFilter(labels))
      return withLabels(found.map(observedNetwork), labels)
    },
    async inspectNetwork(nameOrId) {
      const found = await orUndefined(docker.getNetwork(nameOrId).inspect())
      return found && observedNetwork(found)
    },
    async createNetwork(body) {
      const call = { path: '/networks/create', method: 'POST', options: { _body: body } }
      const { Id } = await transport.send<{ Id: string }>(call)
      return { id: Id }
    },
    async removeNetwork(id) {
      await docker.getNetwork(id).remove()
    },
    async connectNetwork(id, container, endpoint) {
      await docker.getNetwork(id).connect({ Container: container, EndpointConfig: endpoint as object })
    },
    async disconnectNetwork(id, container, { force }) {
      await docker.getNetwork(id).disconnect({ Container: container, Force: force })
    },
    async listVolumes(labels) {
      const { Volumes } = await docker.listVolumes(labelFilter(labels))
      return withLabels((Volumes ?? []).map(observedVolume), labels)
    },
    async inspectVolume(name) {
      const found = await orUndefined(docker.getVolume(name).inspect())
      return found && observedVolume(found)
    },
    async createVolume(body) {
      await transport.send({ path: '/volumes/create', method: 'POST', options: { _body: body } })
    },
    async removeVolume(name, { force }) {
      await transport.send({ path: `/volumes/${name}?`, method: 'DELETE', options: { force } })
    },
  }
}

function observedNetwork(info: NetworkInspectInfo): ObservedNetwork {
  const { Id, Name, Driver, Scope, Labels } = info
  return { id: Id, name: Name, driver: Driver, scope: Scope, labels: Labels ?? {} }
}

function observedVolume(info: VolumeInspectInfo): ObservedVolume {
  const { Name, Driver, Labels, Mountpoint, Scope } = info
  return { name: Name, driver: Driver, mountpoint: Mountpoint, scope: Scope, labels: Labels ?? {} }
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

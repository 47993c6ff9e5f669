import type { Attribute, Reference } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import type { Service } from '../model/service.ts'
import { STRING, zero } from './values/shapes.ts'

const KEYS = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const
const SERVICE_PREFIX = 'service:'

/** Which of its namespaces a container shares, and with whom. */
export const namespaces: Attribute = {
  fields: {
    cgroup: zero(STRING),
    ipc: zero(STRING),
    network_mode: zero(STRING),
    pid: zero(STRING),
    uts: zero(STRING),
  },
  references: sharedServices,
  create: shareNamespaces,
}

/** The service whose namespace a mode shares (`service:x`). */
export function findSharedService(mode: string | undefined): string | undefined {
  return mode?.startsWith(SERVICE_PREFIX) ? mode.slice(SERVICE_PREFIX.length) : undefined
}

function sharedServices(service: Service): readonly Reference[] {
  return KEYS.flatMap((key) => {
    const name = findSharedService(service[key])
    return name === undefined ? [] : [{ kind: 'service' as const, name, path: [key], use: key }]
  })
}

/** Ids of containers that are not born yet are filled in when they are: such modes are left out here. */
function shareNamespaces(service: Service, body: ContainerBody): void {
  const { network_mode, ipc, pid, uts, cgroup } = service
  const host = body.HostConfig
  if (network_mode && findSharedService(network_mode) === undefined) host.NetworkMode = network_mode
  if (network_mode === 'disabled') body.NetworkDisabled = true
  if (ipc && findSharedService(ipc) === undefined) host.IpcMode = ipc
  if (pid && findSharedService(pid) === undefined) host.PidMode = pid
  if (uts) host.UTSMode = uts
  if (cgroup) host.CgroupnsMode = cgroup
}

import type { Mount, Port, Service } from '../model/service.ts'

/** What `run` is to do differently from what the service says. */
export interface RunOverrides {
  /** Instead of the service's, with the arguments given; empty keeps it. */
  readonly command: readonly string[]
  readonly entrypoint?: readonly string[]
  /** Over the service's; `null` unsets. */
  readonly environment: Readonly<Record<string, string | null>>
  readonly labels: Readonly<Record<string, string>>
  readonly user?: string
  readonly workingDir?: string
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly volumes: readonly Mount[]
  /** Ports to publish; `service` keeps the service's own. */
  readonly ports: readonly Port[] | 'service'
  readonly tty: boolean
  readonly interactive: boolean
}

/** The service as a one-off container of it is to be: no restarts, no replicas, its ports only if asked for. */
export function oneOffService(service: Service, name: string, overrides: RunOverrides): Service {
  const { restart, scale, entrypoint, command, ports, deploy, ...rest } = service
  const { restart_policy, replicas, ...deployed } = deploy ?? {}
  return {
    ...rest,
    ...(deploy && { deploy: deployed }),
    ...entryOf(service, overrides),
    ...portsOf(service, overrides),
    ...capabilitiesOf(service, overrides),
    container_name: name,
    tty: overrides.tty,
    stdin_open: overrides.interactive,
    environment: { ...service.environment, ...overrides.environment },
    labels: { ...service.labels, ...overrides.labels },
    volumes: [...(service.volumes ?? []), ...overrides.volumes],
    ...(overrides.user && { user: overrides.user }),
    ...(overrides.workingDir && { working_dir: overrides.workingDir }),
  }
}

/** With an entry point of its own, the service's arguments have no meaning any more. */
function entryOf(service: Service, { command, entrypoint }: RunOverrides): Partial<Service> {
  const words = command.length > 0 ? command : entrypoint ? [] : service.command
  const entry = entrypoint ?? service.entrypoint
  return { ...(entry && { entrypoint: entry }), ...(words && { command: words }) }
}

function portsOf(service: Service, { ports }: RunOverrides): Partial<Service> {
  if (ports === 'service') return service.ports ? { ports: service.ports } : {}
  return ports.length > 0 ? { ports } : {}
}

function capabilitiesOf(service: Service, { capAdd, capDrop }: RunOverrides): Partial<Service> {
  const added = [...(service.cap_add ?? []), ...capAdd].filter((one) => !capDrop.includes(one))
  const dropped = [...(service.cap_drop ?? []).filter((one) => !capAdd.includes(one)), ...capDrop]
  return {
    ...(added.length > 0 && { cap_add: added }),
    ...(dropped.length > 0 && { cap_drop: dropped }),
  }
}

import type { ContainerInfo, ContainerInspectInfo } from 'dockerode'
import type { ContainerBody } from '../model/container-body.ts'
import type {
  ContainerState,
  Health,
  ObservedContainer,
  ObservedEndpoint,
  ObservedMount,
  ObservedPort,
} from '../model/observed.ts'
import type { ContainerDetails } from './engine.ts'

/** One entry of the engine's container list, in our nouns. */
export function observedContainer(info: ContainerInfo): ObservedContainer {
  const exitCode = exitCodeOfStatus(info.Status)
  return {
    id: info.Id,
    name: ownName(info.Names),
    image: info.Image,
    imageId: info.ImageID,
    command: info.Command,
    labels: info.Labels ?? {},
    state: readState(info.State),
    health: healthOfStatus(info.Status),
    ...(exitCode !== undefined && { exitCode }),
    status: info.Status,
    createdAt: info.Created,
    networkMode: info.HostConfig?.NetworkMode ?? '',
    networks: endpoints(info),
    mounts: (info.Mounts ?? []).map(observedMount),
    ports: (info.Ports ?? []).map(observedPort),
  }
}

// Legacy links add names such as `/other/alias`; the container's own has one slash.
function ownName(names: readonly string[] | undefined): string {
  const own = names?.find((name) => name.lastIndexOf('/') <= 0) ?? names?.[0] ?? ''
  return own.replace(/^\//, '')
}

function endpoints(info: ContainerInfo): Record<string, ObservedEndpoint> {
  const networks = Object.entries(info.NetworkSettings?.Networks ?? {})
  return Object.fromEntries(
    networks.map(([name, { NetworkID, IPAddress }]) => [
      name,
      { networkId: NetworkID, ...(IPAddress && { address: IPAddress }) },
    ]),
  )
}

function observedMount(mount: ContainerInfo['Mounts'][number]): ObservedMount {
  return {
    type: mount.Type,
    ...(mount.Name && { name: mount.Name }),
    source: mount.Source,
    target: mount.Destination,
    ...(mount.Driver && { driver: mount.Driver }),
    readOnly: !mount.RW,
  }
}

function observedPort(port: ContainerInfo['Ports'][number]): ObservedPort {
  return {
    ...(port.IP && { ip: port.IP }),
    target: port.PrivatePort,
    ...(port.PublicPort && { published: port.PublicPort }),
    protocol: port.Type,
  }
}

const STATES: ReadonlySet<string> = new Set<ContainerState>([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
])

/** The engine's word for a state; Podman has some of its own. */
export function readState(word: string): ContainerState {
  if (STATES.has(word)) return word as ContainerState
  if (word === 'stopped' || word === 'stopping') return 'exited'
  return 'created'
}

/** Health out of a list entry's status text: `Up 3 minutes (healthy)`, `Up 1 second (health: starting)`. */
export function healthOfStatus(status: string): Health {
  const word = /\((?:health: )?(starting|healthy|unhealthy)\)/.exec(status)?.[1]
  return (word as Health | undefined) ?? 'none'
}

/** Exit code out of a list entry's status text: `Exited (137) 2 minutes ago`, `Restarting (1) …`. */
export function exitCodeOfStatus(status: string): number | undefined {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1]
  return code === undefined ? undefined : Number(code)
}

/** The engine's inspect answer of a container, in our nouns. */
export function containerDetails(info: ContainerInspectInfo): ContainerDetails {
  const { State: state, Config: config } = info
  const test = config.Healthcheck?.Test
  return {
    id: info.Id,
    name: info.Name.replace(/^\//, ''),
    image: config.Image,
    state: readState(state.Status),
    health: readHealth(state.Health?.Status),
    healthLog: (state.Health?.Log ?? []).map(({ ExitCode, Output }) => ({
      exitCode: ExitCode,
      output: Output,
    })),
    hasHealthcheck: test !== undefined && test.length > 0 && test[0] !== 'NONE',
    exitCode: state.ExitCode,
    error: state.Error ?? '',
    startedAt: state.StartedAt,
    tty: config.Tty,
    openStdin: config.OpenStdin,
    restartCount: info.RestartCount ?? 0,
    labels: config.Labels ?? {},
    // The engine shows the parts of a create call as it takes them.
    body: { ...config, HostConfig: info.HostConfig } as Partial<ContainerBody>,
    raw: info,
  }
}

function readHealth(word: string | undefined): Health {
  return word === 'starting' || word === 'healthy' || word === 'unhealthy' ? word : 'none'
}

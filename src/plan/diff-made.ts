import { formatDuration } from '../attributes/values/duration.ts'
import type { ContainerBody, HealthBody, HostConfigBody } from '../model/container-body.ts'
import { isOurs } from '../model/labels.ts'
import type { Made } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import { diffValues, type Json } from './diff.ts'

/** Attributes by the field of the create call that they become, those that need no translation. */
const FIELDS: Partial<Record<keyof ContainerBody, string>> = {
  Image: 'image',
  Cmd: 'command',
  Entrypoint: 'entrypoint',
  Hostname: 'hostname',
  Domainname: 'domainname',
  User: 'user',
  WorkingDir: 'working_dir',
  Tty: 'tty',
  OpenStdin: 'stdin_open',
  StopSignal: 'stop_signal',
}

/** The same of the host's part. Where nothing is asked for, the engine leaves these empty. */
const HOST_FIELDS: Partial<Record<keyof HostConfigBody, string>> = {
  CapAdd: 'cap_add',
  CapDrop: 'cap_drop',
  CpusetCpus: 'cpuset',
  CpuShares: 'cpu_shares',
  Dns: 'dns',
  DnsOptions: 'dns_opt',
  DnsSearch: 'dns_search',
  ExtraHosts: 'extra_hosts',
  GroupAdd: 'group_add',
  Init: 'init',
  Memory: 'mem_limit',
  MemoryReservation: 'mem_reservation',
  Privileged: 'privileged',
  ReadonlyRootfs: 'read_only',
  SecurityOpt: 'security_opt',
  Sysctls: 'sysctls',
  Tmpfs: 'tmpfs',
  Ulimits: 'ulimits',
}

/** The same, where the engine puts a default of its own when nothing is asked for. */
const DEFAULTED_HOST_FIELDS: Partial<Record<keyof HostConfigBody, string>> = {
  IpcMode: 'ipc',
  LogConfig: 'logging',
  NetworkMode: 'network_mode',
  PidMode: 'pid',
  Runtime: 'runtime',
  ShmSize: 'shm_size',
}

type Facts = Record<string, Json>

/**
 * What differs between a container that does not say what it was made from and one that would be made now, as far
 * as the engine shows it: what its image may have given is left out. Empty where the difference is not to be seen.
 */
export function diffMade({ body, imageEnvironment, imageLabels }: Made, wanted: ContainerBody): Reason[] {
  const now = factsOf(wanted)
  const was = factsOf(body)
  const ofImage: Facts = { environment: variables(imageEnvironment), labels: imageLabels }
  for (const name of new Set([...Object.keys(was), ...Object.keys(now)])) {
    if (isMap(was[name]) || isMap(now[name])) {
      now[name] ??= {}
      was[name] = withoutGiven(was[name] ?? {}, now[name], name, ofImage[name])
    } else if (isEmpty(now[name]) && !REMOVABLE.has(name)) delete was[name]
  }
  return diffValues(was, now)
}

/** Where an attribute is gone, only these were certainly asked for: by name or because the engine gives nothing. */
const REMOVABLE = new Set(['ports', 'volumes', 'restart', 'cpus', ...Object.values(HOST_FIELDS)])

/** Entries of a mapping that are asked for now, and those that only a file can have asked for. */
function withoutGiven(was: Json, now: Json, name: string, given: Json | undefined): Json {
  if (!isMap(was) || !isMap(now)) return was
  const ofImage = isMap(given) ? given : {}
  const isAsked = MAPPINGS.has(name)
  return Object.fromEntries(
    Object.entries(was).filter(([key, text]) => key in now || (isAsked && ofImage[key] !== text)),
  )
}

/** Of others, such as `healthcheck`, the image or the engine may have given parts. */
const MAPPINGS = new Set(['environment', 'labels', 'sysctls', 'tmpfs'])

function factsOf({ HostConfig = {}, ...config }: Partial<ContainerBody>): Facts {
  const { Binds, NanoCpus, PortBindings, RestartPolicy } = HostConfig
  const labels = Object.entries(config.Labels ?? {}).filter(
    ([name]) => !name.startsWith('com.docker.compose.') && !isOurs(name),
  )
  const facts: Facts = {
    ...named(config, FIELDS),
    ...named(HostConfig, HOST_FIELDS),
    ...named(HostConfig, DEFAULTED_HOST_FIELDS),
    environment: variables(config.Env ?? []),
    labels: Object.fromEntries(labels),
    healthcheck: healthcheck(config.Healthcheck),
    volumes: Binds ?? [],
    cpus: (NanoCpus ?? 0) / 1e9,
    ports: ports(PortBindings ?? {}),
    restart: restart(RestartPolicy),
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !isEmpty(value)))
}

function named<T extends object>(values: T, names: Partial<Record<keyof T, string>>): Facts {
  return Object.fromEntries(
    Object.entries(names).map(([field, name]) => [name, (values[field as keyof T] ?? null) as Json]),
  )
}

function variables(lines: readonly string[]): Facts {
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split('=')
      return [name, value.join('=')]
    }),
  )
}

function ports(bindings: NonNullable<HostConfigBody['PortBindings']>): Json {
  return Object.entries(bindings).flatMap(([container, hosts]) => {
    const [target = '', protocol = 'tcp'] = container.split('/')
    return hosts.map(({ HostIp, HostPort }) => ({
      ...(HostIp && { host_ip: HostIp }),
      ...(HostPort && { published: HostPort }),
      target,
      protocol,
    }))
  })
}

function restart({
  Name = '',
  MaximumRetryCount = 0,
}: Partial<NonNullable<HostConfigBody['RestartPolicy']>> = {}) {
  if (Name === 'no') return ''
  return MaximumRetryCount ? `${Name}:${MaximumRetryCount}` : Name
}

function healthcheck({ Test, Retries, ...times }: HealthBody = {}): Facts {
  const facts: Facts = { test: Test ?? null, retries: Retries ?? null }
  for (const [name, field] of Object.entries(TIMES))
    facts[name] = times[field] ? formatDuration(times[field]) : null
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !isEmpty(value)))
}

const TIMES = {
  interval: 'Interval',
  timeout: 'Timeout',
  start_period: 'StartPeriod',
  start_interval: 'StartInterval',
} as const

function isMap(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: Json | undefined): boolean {
  return !value || (typeof value === 'object' && Object.keys(value).length === 0)
}

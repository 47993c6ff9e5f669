import type { Attribute, CanonicalKey, ServiceKey } from '../model/attribute.ts'
import type { Field } from '../model/shape.ts'
import { annotations } from './annotations.ts'
import { build } from './build.ts'
import { command } from './command.ts'
import { containerName } from './container-name.ts'
import { credentialSpec } from './credential-spec.ts'
import { dependsOn } from './depends-on.ts'
import { deploy } from './deploy.ts'
import { develop } from './develop.ts'
import { devices } from './devices.ts'
import { dns } from './dns.ts'
import { environment } from './environment.ts'
import { extendsService } from './extends.ts'
import { healthcheck } from './healthcheck.ts'
import { hooks } from './hooks.ts'
import { image } from './image.ts'
import { labels } from './labels.ts'
import { lifecycle } from './lifecycle.ts'
import { logging } from './logging.ts'
import { models } from './models.ts'
import { namespaces } from './namespaces.ts'
import { networks } from './networks.ts'
import { SERVICE_ORDER } from './order.ts'
import { ports } from './ports.ts'
import { process } from './process.ts'
import { profiles } from './profiles.ts'
import { provider } from './provider.ts'
import { resources } from './resources.ts'
import { scale } from './scale.ts'
import { secretsAndConfigs } from './secrets-and-configs.ts'
import { security } from './security.ts'
import { useApiSocket } from './use-api-socket.ts'
import { volumes } from './volumes.ts'

/** The one attribute that each service key belongs to; a key without an owner does not compile. */
export const OWNERS: Readonly<Record<ServiceKey, Attribute>> = {
  annotations,
  attach: process,
  blkio_config: resources,
  build,
  cap_add: security,
  cap_drop: security,
  cgroup: namespaces,
  cgroup_parent: resources,
  command,
  configs: secretsAndConfigs,
  container_name: containerName,
  cpu_count: resources,
  cpu_percent: resources,
  cpu_period: resources,
  cpu_quota: resources,
  cpu_rt_period: resources,
  cpu_rt_runtime: resources,
  cpu_shares: resources,
  cpus: resources,
  cpuset: resources,
  credential_spec: credentialSpec,
  depends_on: dependsOn,
  deploy,
  develop,
  device_cgroup_rules: devices,
  devices,
  dns,
  dns_opt: dns,
  dns_search: dns,
  domainname: dns,
  entrypoint: command,
  env_file: environment,
  environment,
  expose: ports,
  extends: extendsService,
  external_links: dns,
  extra_hosts: dns,
  gpus: devices,
  group_add: security,
  healthcheck,
  hostname: dns,
  image,
  init: process,
  ipc: namespaces,
  isolation: security,
  label_file: labels,
  labels,
  links: dns,
  logging,
  mac_address: networks,
  mem_limit: resources,
  mem_reservation: resources,
  mem_swappiness: resources,
  memswap_limit: resources,
  models,
  network_mode: namespaces,
  networks,
  oom_kill_disable: resources,
  oom_score_adj: resources,
  pid: namespaces,
  pids_limit: resources,
  platform: image,
  ports,
  post_start: hooks,
  pre_start: hooks,
  pre_stop: hooks,
  privileged: security,
  profiles,
  provider,
  pull_policy: image,
  pull_refresh_after: image,
  read_only: security,
  restart: lifecycle,
  runtime: security,
  scale,
  secrets: secretsAndConfigs,
  security_opt: security,
  shm_size: resources,
  stdin_open: process,
  stop_grace_period: lifecycle,
  stop_signal: lifecycle,
  storage_opt: resources,
  sysctls: resources,
  tmpfs: volumes,
  tty: process,
  ulimits: resources,
  use_api_socket: useApiSocket,
  user: process,
  userns_mode: security,
  uts: namespaces,
  volumes,
  volumes_from: volumes,
  working_dir: process,
}

/** Every attribute once. */
export const ATTRIBUTES: readonly Attribute[] = [...new Set(Object.values(OWNERS))]

/** The canonical service's fields, in the order in which they are written. */
export const SERVICE_FIELDS: readonly Field[] = SERVICE_ORDER.flatMap(fieldOf)

function fieldOf(name: CanonicalKey): Field[] {
  const form = OWNERS[name].fields[name]
  return form ? [{ name, ...form }] : []
}

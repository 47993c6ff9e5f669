import type { Attribute } from '../model/attribute.ts'
import type { ContainerBody, HostConfigBody } from '../model/container-body.ts'
import type { BlkioConfig, Service, Throttle, Ulimit } from '../model/service.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList, replace } from './values/merging.ts'
import {
  absent,
  BOOLEAN,
  BYTES,
  FLOAT,
  INTEGER,
  listOf,
  mapOf,
  STRING,
  struct,
  zero,
} from './values/shapes.ts'
import { THROTTLE, WEIGHT } from './values/throttle.ts'
import { ULIMIT } from './values/ulimit.ts'

const BLKIO = struct({
  weight: INTEGER,
  weight_device: listOf(WEIGHT),
  device_read_bps: listOf(THROTTLE),
  device_read_iops: listOf(THROTTLE),
  device_write_bps: listOf(THROTTLE),
  device_write_iops: listOf(THROTTLE),
})

/** What a container may use of the machine; limits under `deploy` come before those of the service itself. */
export const resources: Attribute = {
  cast: {
    cpu_count: 'int',
    cpu_percent: 'float',
    cpu_period: 'int',
    cpu_quota: 'int',
    cpu_rt_period: 'int',
    cpu_rt_runtime: 'int',
    cpus: 'float',
    cpu_shares: 'int',
    oom_kill_disable: 'boolean',
    oom_score_adj: 'int',
    pids_limit: 'int',
    'ulimits.*': 'int',
    'ulimits.*.hard': 'int',
    'ulimits.*.soft': 'int',
  },
  merge: { sysctls: mergeAsList, 'ulimits.*': replace },
  canonical: { 'storage_opt.*': (value) => value ?? '' },
  unique: { sysctls: keyOf },
  fields: {
    blkio_config: absent(BLKIO),
    cgroup_parent: zero(STRING),
    cpu_count: zero(INTEGER),
    cpu_percent: zero(FLOAT),
    cpu_period: zero(INTEGER),
    cpu_quota: zero(INTEGER),
    cpu_rt_period: zero(INTEGER),
    cpu_rt_runtime: zero(INTEGER),
    cpus: zero(FLOAT),
    cpuset: zero(STRING),
    cpu_shares: zero(INTEGER),
    mem_limit: zero(BYTES),
    mem_reservation: zero(BYTES),
    memswap_limit: zero(BYTES),
    mem_swappiness: zero(BYTES),
    oom_kill_disable: zero(BOOLEAN),
    oom_score_adj: zero(INTEGER),
    pids_limit: zero(INTEGER),
    shm_size: zero(BYTES),
    storage_opt: zero(mapOf(STRING)),
    sysctls: zero(MAPPING),
    ulimits: zero(mapOf(ULIMIT)),
  },
  create: setResources,
}

function setResources(service: Service, body: ContainerBody): void {
  Object.assign(
    body.HostConfig,
    withoutZeros({ ...processor(service), ...memory(service), ...kernel(service) }),
  )
  if (service.blkio_config) Object.assign(body.HostConfig, withoutZeros(blkio(service.blkio_config)))
  body.HostConfig.OomKillDisable = service.oom_kill_disable ?? false
}

function processor(service: Service): Partial<HostConfigBody> {
  const cpus = service.deploy?.resources?.limits?.cpus || (service.cpus ?? 0)
  return {
    CpuCount: service.cpu_count ?? 0,
    CpuPeriod: service.cpu_period ?? 0,
    CpuQuota: service.cpu_quota ?? 0,
    CpuRealtimePeriod: service.cpu_rt_period ?? 0,
    CpuRealtimeRuntime: service.cpu_rt_runtime ?? 0,
    CpuShares: service.cpu_shares ?? 0,
    CpuPercent: scale32(service.cpu_percent ?? 0, 100),
    NanoCpus: scale32(cpus, 1e9),
    CpusetCpus: service.cpuset ?? '',
  }
}

/** Compose multiplies in 32-bit floats: 0.7 CPUs are 700000000 billionths, not 699999988. */
function scale32(value: number, factor: number): number {
  return Math.trunc(Math.fround(Math.fround(value) * factor))
}

function memory(service: Service): Partial<HostConfigBody> {
  const { limits, reservations } = service.deploy?.resources ?? {}
  return {
    Memory: limits?.memory || (service.mem_limit ?? 0),
    MemoryReservation: reservations?.memory || (service.mem_reservation ?? 0),
    MemorySwap: service.memswap_limit ?? 0,
    MemorySwappiness: service.mem_swappiness ?? 0,
    ShmSize: service.shm_size ?? 0,
  }
}

function kernel(service: Service): Partial<HostConfigBody> {
  const { pids = 0 } = service.deploy?.resources?.limits ?? {}
  const { storage_opt, sysctls, ulimits } = service
  return {
    CgroupParent: service.cgroup_parent ?? '',
    OomScoreAdj: service.oom_score_adj ?? 0,
    PidsLimit: pids > 0 ? pids : (service.pids_limit ?? 0),
    ...(storage_opt && { StorageOpt: { ...storage_opt } }),
    ...(sysctls && { Sysctls: { ...sysctls } }),
    ...(ulimits && { Ulimits: ulimitBodies(ulimits) }),
  }
}

function ulimitBodies(ulimits: Readonly<Record<string, Ulimit>>): NonNullable<HostConfigBody['Ulimits']> {
  return Object.entries(ulimits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { single = 0, soft, hard }]) => ({ Name: name, Soft: soft || single, Hard: hard || single }))
}

function blkio(config: BlkioConfig): Partial<HostConfigBody> {
  const { weight_device, device_read_bps, device_read_iops, device_write_bps, device_write_iops } = config
  return {
    BlkioWeight: config.weight ?? 0,
    ...(weight_device && {
      BlkioWeightDevice: weight_device.map((d) => ({ Path: d.path, Weight: d.weight })),
    }),
    ...(device_read_bps && { BlkioDeviceReadBps: device_read_bps.map(throttleBody) }),
    ...(device_read_iops && { BlkioDeviceReadIOps: device_read_iops.map(throttleBody) }),
    ...(device_write_bps && { BlkioDeviceWriteBps: device_write_bps.map(throttleBody) }),
    ...(device_write_iops && { BlkioDeviceWriteIOps: device_write_iops.map(throttleBody) }),
  }
}

function throttleBody({ path, rate }: Throttle) {
  return { Path: path, Rate: rate }
}

/** The engine takes 0 and the empty text for "not said", as it does what is absent. */
function withoutZeros(body: Partial<HostConfigBody>): Partial<HostConfigBody> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== 0 && value !== ''))
}

import { expect, it } from 'vitest'
import { resources } from '../../src/attributes/resources.ts'
import type { Service } from '../../src/model/service.ts'
import { writeJson } from '../../src/resolve/canonical/json.ts'
import { structToPlain } from '../../src/resolve/canonical/plain.ts'
import { writeYaml } from '../../src/resolve/canonical/yaml.ts'
import { bodyOf, resolveText, serviceOf } from '../support/canonical.ts'

it.each<[yaml: string, service: Partial<Service>]>([
  ['mem_limit: 64m', { mem_limit: 67108864 }],
  ['memswap_limit: -1', { memswap_limit: -1 }],
  ['mem_swappiness: "10"', { mem_swappiness: 10 }],
  ['cpus: "0.5"\ncpu_count: "2"\ncpu_percent: 50', { cpus: 0.5, cpu_count: 2, cpu_percent: 50 }],
  ['pids_limit: $N\noom_kill_disable: $B', { pids_limit: 12, oom_kill_disable: true }],
  ['shm_size: 1gb', { shm_size: 1073741824 }],
  ['sysctls: [a=1, b]', { sysctls: { a: '1', b: '' } }],
  ['sysctls: {net.core.somaxconn: 1024}', { sysctls: { 'net.core.somaxconn': '1024' } }],
  [
    'ulimits: {nproc: 65535, nofile: {soft: "1", hard: 2}}',
    { ulimits: { nproc: { single: 65535 }, nofile: { soft: 1, hard: 2 } } },
  ],
  ['storage_opt: {size: 1G}', { storage_opt: { size: '1G' } }],
  ['storage_opt: {size: }', { storage_opt: { size: '' } }],
  [
    'blkio_config: {weight: 300, device_read_bps: [{path: /dev/sda, rate: 12mb}]}',
    { blkio_config: { weight: 300, device_read_bps: [{ path: '/dev/sda', rate: 12582912 }] } },
  ],
])('reads %s', async (yaml, expected) => {
  expect(await serviceOf(yaml, { environment: { N: '12', B: 'true' } })).toMatchObject(expected)
})

it('merges sysctls by key, and lets a limit take the place of another', async () => {
  const { project } = await resolveText(
    [
      'services: {a: {image: b, sysctls: {a: 1, b: 2}, ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}}}',
      'services: {a: {sysctls: [b=3], ulimits: {nofile: 9, core: 0}}}',
    ].join('\n---\n'),
  )
  expect(project.services.a).toMatchObject({
    sysctls: { a: '1', b: '3' },
    ulimits: { core: { single: 0 }, nofile: { single: 9 }, nproc: { single: 3 } },
  })
})

it('writes devices of blkio_config with small names in YAML, and with capitals in JSON', () => {
  const shape = resources.fields.blkio_config
  const values = {
    blkio_config: {
      weight_device: [{ path: '/d', weight: 4 }],
      device_read_bps: [{ path: '/d', rate: 1024 }],
    },
  }
  if (!shape) throw new Error('no shape')
  const fields = [{ name: 'blkio_config', ...shape }]
  const plain = (target: 'json' | 'yaml') => structToPlain(fields, values, { target, variant: '2.40' })
  expect(writeJson(plain('json'))).toBe(
    '{"blkio_config":{"weight_device":[{"Path":"/d","Weight":4}],"device_read_bps":[{"Path":"/d","Rate":"1024"}]}}',
  )
  expect(writeYaml(plain('yaml'))).toContain('- path: /d\n      rate: "1024"\n')
})

const off = { OomKillDisable: false }

it.each<[Partial<Service>, object]>([
  [{}, off],
  [{ cpus: Math.fround(0.7) }, { ...off, NanoCpus: 700000000 }],
  [
    { cpus: 1, deploy: { resources: { limits: { cpus: Math.fround(0.33) } } } },
    { ...off, NanoCpus: 330000000 },
  ],
  [
    { mem_limit: 1, mem_reservation: 2, memswap_limit: 3, mem_swappiness: 4, shm_size: 5 },
    {
      ...off,
      Memory: 1,
      MemoryReservation: 2,
      MemorySwap: 3,
      MemorySwappiness: 4,
      ShmSize: 5,
    },
  ],
  [
    { deploy: { resources: { limits: { memory: 10, pids: 11 }, reservations: { memory: 12 } } } },
    { ...off, Memory: 10, PidsLimit: 11, MemoryReservation: 12 },
  ],
  [
    {
      cpu_count: 1,
      cpu_percent: 50,
      cpu_period: 2,
      cpu_quota: 3,
      cpu_rt_period: 4,
      cpu_rt_runtime: 5,
      cpu_shares: 6,
      cpuset: '0',
    },
    {
      ...off,
      CpuCount: 1,
      CpuPercent: 5000,
      CpuPeriod: 2,
      CpuQuota: 3,
      CpuRealtimePeriod: 4,
      CpuRealtimeRuntime: 5,
      CpuShares: 6,
      CpusetCpus: '0',
    },
  ],
  [
    {
      oom_kill_disable: true,
      oom_score_adj: -5,
      cgroup_parent: 'p',
      pids_limit: -1,
      sysctls: { a: '1' },
      storage_opt: { size: '1G' },
    },
    {
      OomKillDisable: true,
      OomScoreAdj: -5,
      CgroupParent: 'p',
      PidsLimit: -1,
      Sysctls: { a: '1' },
      StorageOpt: { size: '1G' },
    },
  ],
  [
    { ulimits: { nproc: { single: 3 }, nofile: { soft: 1, hard: 2 } } },
    {
      ...off,
      Ulimits: [
        { Name: 'nofile', Soft: 1, Hard: 2 },
        { Name: 'nproc', Soft: 3, Hard: 3 },
      ],
    },
  ],
  [
    {
      blkio_config: {
        weight: 300,
        weight_device: [{ path: '/d', weight: 4 }],
        device_read_bps: [{ path: '/d', rate: 1 }],
        device_read_iops: [{ path: '/d', rate: 2 }],
        device_write_bps: [{ path: '/d', rate: 3 }],
        device_write_iops: [{ path: '/d', rate: 5 }],
      },
    },
    {
      ...off,
      BlkioWeight: 300,
      BlkioWeightDevice: [{ Path: '/d', Weight: 4 }],
      BlkioDeviceReadBps: [{ Path: '/d', Rate: 1 }],
      BlkioDeviceReadIOps: [{ Path: '/d', Rate: 2 }],
      BlkioDeviceWriteBps: [{ Path: '/d', Rate: 3 }],
      BlkioDeviceWriteIOps: [{ Path: '/d', Rate: 5 }],
    },
  ],
])('sends %j', (service, body) => {
  expect(bodyOf(resources, service).HostConfig).toEqual(body)
})

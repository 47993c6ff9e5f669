import { expect, it } from 'vitest'
import { deploy } from '../../src/attributes/deploy.ts'
import { writeJson } from '../../src/resolve/canonical/json.ts'
import { structToPlain } from '../../src/resolve/canonical/plain.ts'
import { writeYaml } from '../../src/resolve/canonical/yaml.ts'
import { failuresOf, serviceOf } from '../support/canonical.ts'

const EVERYTHING = `
deploy:
  mode: replicated
  endpoint_mode: vip
  replicas: "2"
  labels: [a=b]
  update_config: {parallelism: 0, delay: 10s, monitor: 1m, failure_action: rollback, max_failure_ratio: "0.1", order: start-first}
  rollback_config: {parallelism: "1"}
  resources:
    limits: {cpus: "0.5", memory: 50M, pids: 10}
    reservations:
      cpus: 0.25
      memory: 20m
      devices: [{capabilities: [gpu]}]
      generic_resources: [{discrete_resource_spec: {kind: ssd, value: 2}}]
  restart_policy: {condition: on-failure, delay: 0s, max_attempts: "3", window: 2m}
  placement: {constraints: [a==b], preferences: [{spread: node}], max_replicas_per_node: 1}`

it('reads everything', async () => {
  expect((await serviceOf(EVERYTHING)).deploy).toEqual({
    mode: 'replicated',
    endpoint_mode: 'vip',
    replicas: 2,
    labels: { a: 'b' },
    update_config: {
      parallelism: 0,
      delay: 10e9,
      monitor: 60e9,
      failure_action: 'rollback',
      max_failure_ratio: Math.fround(0.1),
      order: 'start-first',
    },
    rollback_config: { parallelism: 1 },
    resources: {
      limits: { cpus: 0.5, memory: 52428800, pids: 10 },
      reservations: {
        cpus: 0.25,
        memory: 20971520,
        devices: [{ capabilities: ['gpu'], count: -1 }],
        generic_resources: [{ discrete_resource_spec: { kind: 'ssd', value: 2 } }],
      },
    },
    restart_policy: { condition: 'on-failure', delay: 0, max_attempts: 3, window: 120e9 },
    placement: { constraints: ['a==b'], preferences: [{ spread: 'node' }], max_replicas_per_node: 1 },
  })
})

it('writes empty structures in JSON, as Compose hashes them, and not in YAML', () => {
  const form = deploy.fields.deploy
  if (!form) throw new Error('no form')
  const plain = (target: 'json' | 'yaml') =>
    structToPlain([{ name: 'deploy', ...form }], { deploy: { replicas: 0 } }, { target, variant: '2.40' })
  expect(writeJson(plain('json'))).toBe('{"deploy":{"replicas":0,"resources":{},"placement":{}}}')
  expect(writeYaml(plain('yaml'))).toBe('deploy:\n  replicas: 0\n')
})

it('chooses devices by number or by name', async () => {
  const devices =
    'deploy: {resources: {reservations: {devices: [{capabilities: [x], count: 1, device_ids: [a]}]}}}'
  expect(await failuresOf(serviceOf(devices))).toMatchObject([{ code: 'count-and-device-ids' }])
})

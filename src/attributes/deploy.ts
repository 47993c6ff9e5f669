import type { Attribute } from '../model/attribute.ts'
import { addDefaultCount, checkDeviceRequest, DEVICE_REQUEST } from './values/device-request.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList } from './values/merging.ts'
import { absent, BYTES, DURATION, FLOAT, INTEGER, listOf, STRING, STRINGS, struct } from './values/shapes.ts'

const UPDATE = struct({
  parallelism: [INTEGER, 'absent'],
  delay: DURATION,
  failure_action: STRING,
  monitor: DURATION,
  max_failure_ratio: FLOAT,
  order: STRING,
})

const GENERIC = struct({
  discrete_resource_spec: [struct({ kind: [STRING, 'never'], value: [INTEGER, 'never'] }), 'absent'],
})

const RESOURCES = struct({
  cpus: FLOAT,
  memory: BYTES,
  pids: INTEGER,
  devices: listOf(DEVICE_REQUEST),
  generic_resources: listOf(GENERIC),
})

const RESTART = struct({
  condition: STRING,
  delay: [DURATION, 'absent'],
  max_attempts: [INTEGER, 'absent'],
  window: [DURATION, 'absent'],
})

const PLACEMENT = struct({
  constraints: STRINGS,
  preferences: listOf(struct({ spread: STRING })),
  max_replicas_per_node: INTEGER,
})

const DEVICES = 'deploy.resources.reservations.devices.*'

/**
 * `deploy`: how many containers, how they are updated, and what each may use. What it says of a container
 * is sent by the attributes that say the same on the service itself (resources, devices, lifecycle).
 */
export const deploy: Attribute = {
  cast: {
    'deploy.replicas': 'int',
    'deploy.update_config.parallelism': 'int',
    'deploy.update_config.max_failure_ratio': 'float',
    'deploy.rollback_config.parallelism': 'int',
    'deploy.rollback_config.max_failure_ratio': 'float',
    'deploy.restart_policy.max_attempts': 'int',
    'deploy.placement.max_replicas_per_node': 'int',
  },
  merge: { 'deploy.labels': mergeAsList },
  unique: { 'deploy.labels': keyOf },
  defaults: { [DEVICES]: addDefaultCount },
  check: { [DEVICES]: checkDeviceRequest },
  fields: {
    deploy: absent(
      struct({
        mode: STRING,
        replicas: [INTEGER, 'absent'],
        labels: MAPPING,
        update_config: [UPDATE, 'absent'],
        rollback_config: [UPDATE, 'absent'],
        resources: [
          struct({ limits: [RESOURCES, 'absent'], reservations: [RESOURCES, 'absent'] }),
          'yaml-zero',
        ],
        restart_policy: [RESTART, 'absent'],
        placement: [PLACEMENT, 'yaml-zero'],
        endpoint_mode: STRING,
      }),
    ),
  },
}

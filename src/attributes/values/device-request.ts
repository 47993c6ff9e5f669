import type { RuleContext } from '../../model/attribute.ts'
import { failure } from '../../model/failure.ts'
import type { Codec, Shape } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import type { Tree } from '../../model/tree.ts'
import { isMap } from '../../model/tree.ts'
import { MAPPING } from './key-value.ts'
import { STRING, STRINGS, struct } from './shapes.ts'

/** How the engine says that there is no limit to the number of devices. */
const ALL = -1

/** A number, or `all`. */
const COUNT: Codec = {
  kind: 'codec',
  decode: readCount,
  yaml: (value) => value,
  json: (value) => value,
  isZero: (value) => value === 0,
}

/** An entry of `gpus` and of `deploy.resources.reservations.devices`. */
export const DEVICE_REQUEST: Shape = {
  ...struct({
    capabilities: STRINGS,
    driver: STRING,
    count: COUNT,
    device_ids: STRINGS,
    options: MAPPING,
  }),
  extensions: false,
}

/** A request that says neither how many nor which is for all. */
export function addDefaultCount(request: Tree): Tree {
  if (!isMap(request) || 'count' in request || 'device_ids' in request) return request
  return { ...request, count: 'all' }
}

/** Devices are chosen by number or by name. */
export function checkDeviceRequest(request: Tree, context: RuleContext): void {
  if (!isMap(request) || !('count' in request && 'device_ids' in request)) return
  context.report((where) => failure('count-and-device-ids', {}, where), ['count'])
}

function readCount(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string' && value.toLowerCase() === 'all') return ALL
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return Number(value)
  throw new ShapeError('device-count', value)
}

import type { Attribute } from '../model/attribute.ts'
import type { HealthBody } from '../model/container-body.ts'
import { Failed, failure } from '../model/failure.ts'
import type { Healthcheck } from '../model/service.ts'
import type { Codec } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import { replace } from './values/merging.ts'
import { absent, BOOLEAN, DURATION, INTEGER, struct } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** A test written as one text is for the shell. */
const TEST: Codec = {
  kind: 'codec',
  decode: (value) => {
    if (typeof value === 'string') return ['CMD-SHELL', value]
    if (Array.isArray(value)) return value.map(readText)
    throw new ShapeError('list', value)
  },
  yaml: (value) => value,
  json: (value) => value,
  isZero: (value) => (value as readonly string[]).length === 0,
}

/** `healthcheck`: how the engine finds out whether a container is well. */
export const healthcheck: Attribute = {
  cast: { 'healthcheck.retries': 'int', 'healthcheck.disable': 'boolean' },
  merge: { 'healthcheck.test': replace },
  fields: {
    healthcheck: absent(
      struct({
        test: TEST,
        timeout: [DURATION, 'absent'],
        interval: [DURATION, 'absent'],
        retries: [INTEGER, 'absent'],
        start_period: [DURATION, 'absent'],
        start_interval: [DURATION, 'absent'],
        disable: BOOLEAN,
      }),
    ),
  },
  create({ name, healthcheck }, body, { api }) {
    if (!healthcheck) return
    checkStartInterval(name, healthcheck, api)
    body.Healthcheck = toBody(healthcheck)
  },
}

/** First API version with `StartInterval`. */
const START_INTERVAL_MINOR = 44

function checkStartInterval(
  service: string,
  check: Healthcheck,
  [major, minor]: readonly [number, number],
): void {
  if (check.start_interval === undefined) return
  if (major === 1 && minor < START_INTERVAL_MINOR) {
    throw new Failed(failure('engine-too-old', { service, what: 'start-interval', needs: '25.0' }))
  }
  if (check.start_period === undefined)
    throw new Failed(failure('start-interval-without-period', { service }))
}

function toBody(check: Healthcheck): HealthBody {
  const test = check.disable ? ['NONE'] : check.test
  return {
    ...(test && { Test: [...test] }),
    ...(check.interval && { Interval: check.interval }),
    ...(check.timeout && { Timeout: check.timeout }),
    ...(check.start_period && { StartPeriod: check.start_period }),
    ...(check.start_interval && { StartInterval: check.start_interval }),
    ...(check.retries && { Retries: check.retries }),
  }
}

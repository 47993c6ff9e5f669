import type { Attribute } from '../model/attribute.ts'
import type { HostConfigBody } from '../model/container-body.ts'
import type { Service } from '../model/service.ts'
import { absent, DURATION, STRING, zero } from './values/shapes.ts'

/** `restart`, and how a container is stopped. `deploy.restart_policy` takes the place of `restart`. */
export const lifecycle: Attribute = {
  fields: {
    restart: zero(STRING),
    stop_grace_period: absent(DURATION),
    stop_signal: zero(STRING),
  },
  create(service, body) {
    const policy = restartPolicy(service)
    if (policy) body.HostConfig.RestartPolicy = policy
    if (service.stop_signal) body.StopSignal = service.stop_signal
    if (service.stop_grace_period !== undefined)
      body.StopTimeout = Math.trunc(service.stop_grace_period / 1e9)
  },
}

function restartPolicy({ restart, deploy }: Service): HostConfigBody['RestartPolicy'] {
  if (deploy?.restart_policy) {
    const { condition = '', max_attempts: attempts = 0 } = deploy.restart_policy
    return { Name: engineName(condition), MaximumRetryCount: attempts }
  }
  if (!restart) return undefined
  const [condition = '', attempts = ''] = restart.split(':')
  return {
    Name: engineName(condition),
    MaximumRetryCount: /^[-+]?\d+$/.test(attempts) ? Number(attempts) : 0,
  }
}

const ENGINE_NAMES: Readonly<Record<string, string>> = { none: 'no', any: 'always' }

function engineName(condition: string): string {
  return ENGINE_NAMES[condition] ?? condition
}

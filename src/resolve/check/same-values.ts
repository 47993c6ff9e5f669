import type { Service } from '../../model/service.ts'
import type { CheckContext } from './context.ts'

type Value = number | undefined

/** Keys of a service that the specification also has under `deploy`; a limit without its twin differs. */
const TWINS: readonly {
  readonly keys: readonly [string, string]
  values(service: Service): readonly [own: Value, deployed: Value] | undefined
}[] = [
  {
    keys: ['cpus', 'deploy.resources.limits.cpus'],
    values: ({ cpus, deploy }) => deploy?.resources?.limits && [cpus, deploy.resources.limits.cpus],
  },
  {
    keys: ['mem_limit', 'deploy.resources.limits.memory'],
    values: ({ mem_limit, deploy }) =>
      deploy?.resources?.limits && [mem_limit, deploy.resources.limits.memory],
  },
  {
    keys: ['mem_reservation', 'deploy.resources.reservations.memory'],
    values: ({ mem_reservation, deploy }) =>
      deploy?.resources?.reservations && [mem_reservation, deploy.resources.reservations.memory],
  },
  {
    keys: ['pids_limit', 'deploy.resources.limits.pids'],
    values: ({ pids_limit, deploy }) =>
      deploy?.resources?.limits && [pids_limit, deploy.resources.limits.pids],
  },
]

/** What is said twice must be the same. */
export function checkSameValues({ service, reportBoth }: CheckContext): void {
  for (const { keys, values } of TWINS) {
    const [own = 0, deployed = 0] = values(service) ?? []
    if (own !== 0 && values(service) && own !== deployed) {
      reportBoth('values-differ', { service: service.name, keys }, [keys[0]], keys[1].split('.'))
    }
  }
}

/** `scale` and `deploy.replicas` agree, are no negative numbers, and leave room for a container name. */
export function checkReplicas({ service, report, reportBoth }: CheckContext): void {
  const { name, scale, deploy, container_name } = service
  const replicas = deploy?.replicas
  if (scale !== undefined && replicas !== undefined && scale !== replicas) {
    const data = { service: name, keys: ['scale', 'deploy.replicas'] } as const
    reportBoth('values-differ', data, ['scale'], ['deploy', 'replicas'])
  }
  if (scale !== undefined && scale < 0)
    report('scale-negative', { service: name, key: 'scale', value: scale }, 'scale')
  if (replicas !== undefined && replicas < 0 && scale === undefined) {
    const data = { service: name, key: 'deploy.replicas', value: replicas }
    report('scale-negative', data, 'deploy', 'replicas')
  }
  const count = scale ?? replicas ?? 1
  if (count > 1 && container_name) {
    const key = scale === undefined ? 'deploy.replicas' : 'scale'
    const data = { service: name, key, replicas: count }
    reportBoth('container-name-scaled', data, ['container_name'], key.split('.'))
  }
}

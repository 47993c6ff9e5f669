import type { Project } from '../../model/project.ts'
import { besides } from '../../model/where.ts'
import type { Findings } from '../findings.ts'

/** No two services have the same container name. */
export function checkContainerNames({ services }: Project, findings: Findings): void {
  const owners = new Map<string, string>()
  for (const service of Object.values(services)) {
    const name = service.container_name
    if (!name) continue
    const owner = owners.get(name)
    if (owner === undefined) {
      owners.set(name, service.name)
      continue
    }
    const where = findings.where(['services', service.name, 'container_name'])
    const first = findings.where(['services', owner, 'container_name'])
    findings.addAt(
      'container-name-twice',
      { name, services: [owner, service.name] },
      besides(where, 'taken here', first),
    )
  }
}

import type { Engine } from '../../engine/engine.ts'
import { serviceOf } from '../../model/container.ts'
import type { Project } from '../../model/project.ts'
import type { Context } from '../context.ts'
import { listContainers } from './containers.ts'

/** Tells people at a terminal where the services of a project can be reached; a pipe gets nothing. */
export async function showAddresses(context: Context, engine: Engine, project: Project): Promise<void> {
  const { stderr, appearance, globals } = context
  const isForPeople = stderr.isTTY && (appearance.progress === 'auto' || appearance.progress === 'tty')
  if (!isForPeople || globals.dryRun) return
  const services = Object.keys(project.services)
  const running = await listContainers(engine, project.name, { services, oneOffs: false, stopped: false })
  const ports = running.flatMap((container) => {
    const service = serviceOf(container)
    return container.ports.flatMap(({ ip = '', published, target, protocol }) => {
      if (published === undefined) return []
      const declared = project.services[service]?.ports?.find((port) => Number(port.target) === target)
      const application = declared?.app_protocol
      return [{ service, ip, published, target, protocol, ...(application && { application }) }]
    })
  })
  if (ports.length === 0) return
  const { describeAddresses } = await import('../../show/addresses.ts')
  stderr.write(describeAddresses(ports, machineOf(engine.address)))
}

/** What a browser here would call the engine's machine. */
function machineOf(address: string): string {
  const [, host] = /^(?:tcp|https?|ssh):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(address) ?? []
  return host ?? 'localhost'
}

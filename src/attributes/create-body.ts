import type { CreateContext } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import { COMPOSE_VERSION, describeDependencies, labels } from '../model/labels.ts'
import { imageName } from '../model/names.ts'
import type { Service } from '../model/service.ts'
import { ATTRIBUTES } from './all.ts'

/**
 * The engine's create call for a container of a service, as Docker Compose makes it. Who plans adds the
 * labels that only a plan knows: config-hash, image, what it replaces.
 */
export function createBody(service: Service, context: CreateContext): ContainerBody {
  const body: ContainerBody = {
    Image: imageName(context.project.name, service),
    Labels: {},
    HostConfig: {},
  }
  for (const attribute of ATTRIBUTES) attribute.create?.(service, body, context)
  Object.assign(body.Labels, composeLabels(service, context))
  return body
}

/** They are put over the user's own. */
function composeLabels(service: Service, { project, number }: CreateContext): Record<string, string> {
  return {
    [labels.project]: project.name,
    [labels.service]: service.name,
    [labels.version]: COMPOSE_VERSION,
    [labels.workingDir]: project.directory,
    [labels.configFiles]: project.files.join(','),
    ...(project.envFiles.length > 0 && { [labels.environmentFile]: project.envFiles.join(',') }),
    [labels.oneoff]: number === undefined ? 'True' : 'False',
    ...(number !== undefined && { [labels.containerNumber]: String(number) }),
    [labels.dependsOn]: describeDependencies(service, project),
  }
}

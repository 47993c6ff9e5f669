import { createBody } from '../attributes/create-body.ts'
import { byNumber, replicasOf } from '../model/container.ts'
import { labels } from '../model/labels.ts'
import { imageName } from '../model/names.ts'
import type { Observed } from '../model/observed.ts'
import type { Dependency, Service } from '../model/service.ts'
import { PlanBuilder } from './builder.ts'
import { planCopy } from './copy-files.ts'
import type { Desired, UpIntent } from './desired.ts'
import { checkExternals, planNetworks, planVolumes } from './elements.ts'
import type { Plan } from './graph.ts'
import { planImages } from './images.ts'
import type { NodeId } from './operation.ts'
import { inPhases } from './phases.ts'
import { resolveShared } from './shared.ts'

/** What `run` is to create. */
export interface RunIntent {
  /** The service with what the command line changes of it; `container_name` is the container's name. */
  readonly service: Service
  /** 64 hex digits that tell this one-off from all others. */
  readonly slug: string
  /** Whether it answers to the service's name in its networks. */
  readonly useAliases: boolean
  /** Whether the engine removes it when it ends. */
  readonly autoRemove: boolean
  /** Whether it gets our input. */
  readonly attachStdin: boolean
  /** Whether it waits for what it depends on. */
  readonly waits: boolean
  readonly up: UpIntent
}

/** Creates a one-off container of a service, whose dependencies have been started; it is not started. */
export function planRun(desired: Desired, observed: Observed, intent: RunIntent): Plan {
  const plan = new PlanBuilder()
  const { service } = intent
  const own: Desired = {
    ...desired,
    project: { ...desired.project, services: { [service.name]: service } },
  }
  const images = planImages(own, observed.images, intent.up, plan)
  checkExternals(own.project, observed)
  const networks = planNetworks(own, observed, intent.up, plan)
  const volumes = planVolumes(own, observed, intent.up, plan)
  const elements = [...networks.values(), ...volumes.values()].flatMap(({ ready }) => ready)
  const waits = intent.waits ? planWaits(service, observed, plan) : []
  addOneOff(desired, observed, intent, [...images.nodes, ...elements, ...waits], plan, images.refs)
  return inPhases(plan.build())
}

function addOneOff(
  desired: Desired,
  observed: Observed,
  intent: RunIntent,
  after: readonly NodeId[],
  plan: PlanBuilder,
  images: ReturnType<typeof planImages>['refs'],
): void {
  const { project, hashing } = desired
  const shared = resolveShared(intent.service, (name) => {
    const [first] = replicasOf(observed.containers, name).sort(byNumber)
    return first && { ref: { id: first.id } }
  })
  const { service } = shared
  const name = service.container_name ?? service.name
  const body = createBody(service, {
    project,
    containerName: name,
    api: desired.api,
    serviceAlias: intent.useAliases,
    containersOf: (other) =>
      replicasOf(observed.containers, other)
        .sort(byNumber)
        .map((container) => container.name),
    readFile: desired.readFile,
    inherited: {},
    ...(desired.proxies && { proxies: desired.proxies }),
    warn: (failure) => plan.warn(failure),
  })
  const image = images.get(imageName(project.name, service))
  body.Labels[labels.slug] = intent.slug
  body.Labels[labels.configHash] = hashing.service(service)
  if (image && 'id' in image) body.Labels[labels.image] = image.id
  if (intent.autoRemove) body.HostConfig.AutoRemove = true
  if (intent.attachStdin) {
    body.AttachStdin = true
    body.StdinOnce = true
  }
  const platform = service.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
  const asked = [{ code: 'asked', command: 'run' }] as const
  const created = plan.add(
    {
      kind: 'create-container',
      service: service.name,
      name,
      body,
      ...(platform && { platform }),
      ...(image && { image }),
      bindings: shared.bindings,
    },
    name,
    asked,
    after,
  )
  planCopy(plan, project, service, { container: { node: created }, name }, asked, [created])
}

const CONDITIONS: Record<Exclude<Dependency['condition'], 'service_started'>, 'healthy' | 'completed'> = {
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
}

function planWaits(service: Service, observed: Observed, plan: PlanBuilder): NodeId[] {
  return Object.entries(service.depends_on ?? {}).flatMap(([name, { condition, required }]) => {
    if (condition === 'service_started') return []
    return replicasOf(observed.containers, name)
      .sort(byNumber)
      .map((container) =>
        plan.add(
          {
            kind: 'wait-container',
            container: { id: container.id },
            name: container.name,
            service: name,
            condition: CONDITIONS[condition],
            optional: !required,
          },
          container.name,
          [{ code: 'needed-by', service: service.name, condition }],
        ),
      )
  })
}

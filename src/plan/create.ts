import { createBody } from '../attributes/create-body.ts'
import { fileDigests } from '../attributes/file-digests.ts'
import { endpointsOf } from '../attributes/networks.ts'
import type { CreateContext } from '../model/attribute.ts'
import type { Failure } from '../model/failure.ts'
import { labels } from '../model/labels.ts'
import { imageName } from '../model/names.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Service } from '../model/service.ts'
import { inheritedVolumes } from './anonymous-volumes.ts'
import type { PlanBuilder } from './builder.ts'
import type { Ground } from './containers.ts'
import { createContext } from './create-context.ts'
import type { Circumstances, Replica } from './decide.ts'
import type { Sealing } from './desired.ts'
import type { NodeId } from './operation.ts'
import type { Shared } from './shared.ts'

/** Adds the node that creates a replica's container; `old` is the one whose place it takes. */
export function addCreate(
  { desired, intent, images }: Ground,
  { service, asked, containersOf }: Circumstances,
  shared: Shared,
  replica: Replica,
  name: string,
  old: ObservedContainer | undefined,
  after: readonly NodeId[],
  plan: PlanBuilder,
): { readonly node: NodeId; readonly ready: NodeId } {
  const { project, hashing, sealing } = desired
  const image = imageName(project.name, service)
  const ref = images.refs.get(image)
  const platform = service.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
  const { byFile: inherited = {}, byImage = [] } =
    old && !intent.renewAnonymousVolumes ? inheritedVolumes(old, service) : {}
  const warn = (failure: Failure) => plan.warn(failure)
  const context = createContext(desired, replica, { containersOf, inherited, warn })
  const body = createBody(service, context)
  body.Labels[labels.configHash] = hashing.service(service)
  const spec = hashing.spec(asked)
  keep(body.Labels, labels.spec, sealing.close(spec))
  const files = fileDigests(service, project, desired.fileDigest)
  if (Object.keys(files).length > 0) keep(body.Labels, labels.files, sealing.close(JSON.stringify(files)))
  if (ref && 'id' in ref) body.Labels[labels.image] = ref.id
  if (old) rememberPrevious(body.Labels, spec, old, sealing)
  if (old && !intent.renewAnonymousVolumes)
    body.Labels[labels.replace] = service.container_name ?? `${service.name}-${replica.number}`
  const node = plan.add(
    {
      kind: 'create-container',
      service: service.name,
      name,
      body,
      ...(platform && { platform }),
      ...(ref && { image: ref }),
      bindings: shared.bindings,
      ...(byImage.length > 0 && { inherited: byImage }),
      ...(shared.bindings.some((b) => 'node' in b.container) && { unbound: service }),
    },
    replica.name,
    replica.reasons,
    after,
    {
      guard: replica.guard,
      ...(old && {
        group: { verb: 'recreate', name: replica.name, step: 'first', runs: old.state === 'running' },
      }),
    },
  )
  return { node, ready: connectRest(service, context, node, replica, plan) }
}

/** Engines before API 1.44 take one network when a container is created; the others are joined one by one. */
function connectRest(
  service: Service,
  context: CreateContext,
  node: NodeId,
  { name, reasons, guard }: Replica,
  plan: PlanBuilder,
): NodeId {
  const [major, minor] = context.api
  if (service.network_mode || major > 1 || minor >= 44) return node
  return endpointsOf(service, context)
    .slice(1)
    .reduce(
      (before, { network, endpoint }) =>
        plan.add(
          { kind: 'connect-network', network, container: { node }, containerName: name, endpoint },
          `${network} ${name}`,
          reasons,
          [before],
          { guard },
        ),
      node,
    )
}

/**
 * Lets a container remember what the one before it was made from; one made anew from the same keeps the memory. What
 * an older version wrote plainly is sealed; what another user sealed stays as it is, for that user.
 */
function rememberPrevious(
  own: Record<string, string>,
  spec: string,
  { labels: before, imageId }: ObservedContainer,
  { open, close }: Sealing,
): void {
  const wasSame = open(before[labels.spec]) === spec || before[labels.configHash] === own[labels.configHash]
  const isSame = wasSame && before[labels.image] === own[labels.image]
  const kept = isSame ? before[labels.previousSpec] : before[labels.spec]
  const image = isSame ? before[labels.previousImage] : (before[labels.image] ?? imageId)
  if (kept === undefined) return
  const text = open(kept)
  keep(own, labels.previousSpec, text === undefined ? kept : close(text))
  keep(own, labels.previousImage, image)
}

function keep(own: Record<string, string>, label: string, value: string | undefined): void {
  if (value) own[label] = value
}

import { Failed, type Failure, failure } from '../model/failure.ts'
import { imageName } from '../model/names.ts'
import type { ObservedImage } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import type { Desired, UpIntent } from './desired.ts'
import { findImage } from './find-image.ts'
import type { BuildOrder, ImageRef, NodeId } from './operation.ts'
import { pullPolicy } from './pull-policy.ts'

/** Where each image of the project will come from, by image name, and what must be through before. */
export interface PlannedImages {
  readonly refs: ReadonlyMap<string, ImageRef>
  readonly nodes: readonly NodeId[]
}

type Images = ReadonlyMap<string, ObservedImage>

/** Pulls and builds what the services need and their policies ask for. */
export function planImages(
  desired: Desired,
  images: Images,
  intent: UpIntent,
  plan: PlanBuilder,
): PlannedImages {
  const services = Object.values(desired.project.services).filter((service) => !service.provider)
  const pulls = planPulls(desired, services, images, intent, plan)
  const builds = planBuilds(desired, services, images, intent, pulls, plan)
  const refs = new Map<string, ImageRef>()
  const absent: Failure[] = []
  for (const service of services) {
    const image = imageName(desired.project.name, service)
    const here = findImage(images, image)
    const pull = pulls.get(image)
    if (builds?.images.has(image)) refs.set(image, { node: builds.node, image })
    else if (pull) refs.set(image, { node: pull, image })
    else if (here) refs.set(image, { id: here.id })
    else
      absent.push(
        failure('image-absent', { service: service.name, image, forbids: whatForbids(service, intent) }),
      )
  }
  if (absent.length) throw new Failed(absent)
  return { refs, nodes: [...new Set([...pulls.values(), ...(builds ? [builds.node] : [])])] }
}

/** Why a missing image is neither pulled nor built. */
function whatForbids(service: Service, intent: UpIntent): string {
  if (service.build && intent.build === 'never') return '--no-build'
  return intent.pull === 'never' ? '--pull never' : `pull_policy: ${service.pull_policy ?? 'build'}`
}

function planPulls(
  { project }: Desired,
  services: readonly Service[],
  images: Images,
  intent: UpIntent,
  plan: PlanBuilder,
): Map<string, NodeId> {
  const wanted = new Map<
    string,
    { services: string[]; optional: boolean; platform?: string; reason: Reason }
  >()
  const buildable = new Set(services.filter((s) => s.build).map((s) => imageName(project.name, s)))
  const want = (image: string, service: Service, reason: Reason): void => {
    const entry = wanted.get(image)
    if (entry) entry.services.push(service.name)
    else {
      const platform = service.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
      wanted.set(image, {
        services: [service.name],
        // A pull may fail where the image can be built instead.
        optional: buildable.has(image) && intent.build !== 'never',
        ...(platform && { platform }),
        reason,
      })
    }
  }
  for (const service of services) {
    const reason = pullReason(service, images, intent)
    if (service.image && reason) want(service.image, service, reason)
    for (const mount of service.volumes ?? [])
      if (mount.type === 'image' && mount.source && !findImage(images, mount.source))
        want(mount.source, service, { code: 'no-image' })
  }
  const nodes = new Map<string, NodeId>()
  for (const [image, { reason, ...rest }] of wanted)
    nodes.set(image, plan.add({ kind: 'pull-image', image, ...rest }, image, [reason]))
  return nodes
}

function pullReason(service: Service, images: Images, intent: UpIntent): Reason | undefined {
  const policy = pullPolicy(effectivePolicy(service, intent))
  const image = findImage(images, service.image ?? '')
  const byPolicy: Reason = { code: 'pull-policy', policy: effectivePolicy(service, intent) ?? 'missing' }
  switch (policy.kind) {
    case 'always':
      return byPolicy
    case 'never':
    case 'build':
      return undefined
    case 'refresh':
      return !image || image.createdAt + policy.seconds < intent.now ? byPolicy : undefined
    case 'missing':
      return image ? undefined : { code: 'no-image' }
  }
}

function effectivePolicy(service: Service, intent: UpIntent): string | undefined {
  if (intent.build === 'always' && service.build) return 'build'
  return intent.pull ?? service.pull_policy
}

function planBuilds(
  { project }: Desired,
  services: readonly Service[],
  images: Images,
  intent: UpIntent,
  pulls: ReadonlyMap<string, NodeId>,
  plan: PlanBuilder,
): { node: NodeId; images: ReadonlySet<string> } | undefined {
  if (intent.build === 'never') return undefined
  const orders = new Map<string, BuildOrder>()
  const reasons: Reason[] = []
  const need = (service: Service, reason: Reason): void => {
    const image = imageName(project.name, service)
    if (!service.build || orders.has(service.name)) return
    const platform = service.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
    const pull = pulls.get(image)
    orders.set(service.name, {
      service: service.name,
      image,
      build: service.build,
      ...(platform && { platform }),
      ...(pull && { unlessPulled: pull }),
    })
    reasons.push(reason)
    for (const base of buildBases(service)) {
      const other = project.services[base] ?? project.disabled[base]
      if (other) need(other, { code: 'needed-by', service: service.name, condition: 'additional_contexts' })
    }
  }
  for (const service of services) {
    if (effectivePolicy(service, intent) === 'build')
      need(
        service,
        intent.build === 'always'
          ? { code: 'forced', flag: '--build' }
          : { code: 'pull-policy', policy: 'build' },
      )
    else if (!findImage(images, imageName(project.name, service))) need(service, { code: 'no-image' })
  }
  if (orders.size === 0) return undefined
  const node = plan.add(
    { kind: 'build-images', builds: [...orders.values()] },
    [...orders.keys()].join(' '),
    reasons,
    [...orders.values()].map(({ unlessPulled }) => unlessPulled),
  )
  return { node, images: new Set([...orders.values()].map((order) => order.image)) }
}

/** Services whose images a build starts from (`additional_contexts: {base: "service:x"}`). */
function buildBases(service: Service): string[] {
  return Object.values(service.build?.additional_contexts ?? {})
    .filter((context) => context.startsWith('service:'))
    .map((context) => context.slice('service:'.length))
}

import type { BuildSection } from '../model/build-section.ts'
import { closure } from '../model/graph.ts'
import { imageName } from '../model/names.ts'
import type { Project } from '../model/project.ts'
import { PlanBuilder } from './builder.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Plan } from './graph.ts'

/** What the user asked of `build`; undefined leaves it to each service. */
export interface BuildIntent {
  /** Services named; empty is all. */
  readonly services: readonly string[]
  readonly withDependencies: boolean
  /** Over the sections' own. */
  readonly args: Readonly<Record<string, string | null>>
  readonly noCache: boolean
  readonly pull: boolean
  readonly ssh: NonNullable<BuildSection['ssh']>
  readonly provenance?: string
  readonly sbom?: string
}

/** Builds the images of services that have a `build:` section, and those that they are built from. */
export function planBuild(project: Project, intent: BuildIntent): Plan {
  const plan = new PlanBuilder()
  const builds = chosenServices(project, intent).flatMap((name) => {
    const service = project.services[name] ?? project.disabled[name]
    if (!service?.build) return []
    const platform = service.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
    // Several platforms are an image for each of them.
    const single = !service.build.platforms?.length && platform
    return {
      service: name,
      image: imageName(project.name, service),
      build: adjusted(service.build, intent),
      ...(single && { platform }),
    }
  })
  if (builds.length > 0) {
    const names = builds.map(({ service }) => service).join(' ')
    plan.add({ kind: 'build-images', builds }, names, [{ code: 'asked', command: 'build' }])
  }
  return plan.build()
}

function chosenServices(project: Project, { services, withDependencies }: BuildIntent): string[] {
  const named = services.length > 0 ? services : Object.keys(project.services)
  const chosen = withDependencies ? closure(dependencyGraph(project), named) : new Set(named)
  const bases = new Map(
    Object.values({ ...project.disabled, ...project.services }).map(({ name, build }) => [
      name,
      new Set(Object.values(build?.additional_contexts ?? {}).flatMap(serviceOf)),
    ]),
  )
  return [...closure(bases, chosen)].sort()
}

/** The x of `service:x`. */
function serviceOf(context: string): string[] {
  return context.startsWith('service:') ? [context.slice('service:'.length)] : []
}

function adjusted(build: BuildSection, intent: BuildIntent): BuildSection {
  return {
    ...build,
    ...(Object.keys(intent.args).length > 0 && { args: { ...build.args, ...intent.args } }),
    ...(intent.noCache && { no_cache: true }),
    ...(intent.pull && { pull: true }),
    ...(intent.ssh.length > 0 && { ssh: [...(build.ssh ?? []), ...intent.ssh] }),
    ...(intent.provenance !== undefined && { provenance: intent.provenance }),
    ...(intent.sbom !== undefined && { sbom: intent.sbom }),
  }
}

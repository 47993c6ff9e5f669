import type { Project } from '../model/project.ts'
import type { BuildRequest } from './build-request.ts'
import { buildRequestOf } from './build-request-of.ts'

/** The part of a plan that says what is built. */
interface BuildPlan {
  readonly nodes: readonly {
    readonly operation: {
      readonly kind: string
      readonly builds?: readonly Parameters<typeof buildRequestOf>[0][]
    }
  }[]
}

/** Builds as a file that `docker buildx bake` reads, for `build --print`; `proxies` become arguments. */
export function bakeFile(
  { nodes }: BuildPlan,
  project: Project,
  proxies: Readonly<Record<string, string>>,
): string {
  const orders = nodes.flatMap(({ operation }) => operation.builds ?? [])
  const targets = Object.fromEntries(
    orders.map((order) => [order.service, bakeTarget(buildRequestOf(order, project, { proxies }))]),
  )
  return `${JSON.stringify({ group: { default: { targets: Object.keys(targets) } }, target: targets }, null, 2)}\n`
}

function bakeTarget(request: BuildRequest): object {
  const { dockerfile, dockerfileInline } = request
  return {
    context: request.context,
    ...(request.additionalContexts && { contexts: bakeContexts(request.additionalContexts) }),
    ...(dockerfileInline
      ? { 'dockerfile-inline': dockerfileInline }
      : { dockerfile: dockerfile ?? 'Dockerfile' }),
    ...(request.args && { args: withoutNulls(request.args) }),
    ...(request.labels && { labels: request.labels }),
    tags: request.tags,
    ...(request.cacheFrom && { 'cache-from': request.cacheFrom }),
    ...(request.cacheTo && { 'cache-to': request.cacheTo }),
    ...(request.target && { target: request.target }),
    ...(request.platforms && { platforms: request.platforms }),
    ...(request.network && { network: request.network }),
    ...(request.pull && { pull: true }),
    ...(request.noCache && { 'no-cache': true }),
    output: ['type=docker'],
  }
}

function bakeContexts(contexts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contexts).map(([name, context]) => [name, context.replace(/^service:/, 'target:')]),
  )
}

function withoutNulls(args: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}

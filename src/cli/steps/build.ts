import type { Engine } from '../../engine/engine.ts'
import type { EventSink } from '../../model/event.ts'
import { Failed, failure } from '../../model/failure.ts'
import { imageName } from '../../model/names.ts'
import type { Project } from '../../model/project.ts'
import type { BuildOrder } from '../../plan/operation.ts'
import type { Context } from '../context.ts'

/** What builds differ in from one command to the next. */
export interface BuildSettings {
  /** Only check the Dockerfiles. */
  readonly checkOnly?: boolean
  /** An image for every platform that a service names; else only one that can be run here. */
  readonly allPlatforms?: boolean
  /** What a build may take of memory, in bytes. */
  readonly memory?: number
}

/** Builds images when a plan says so; the client for it is loaded no sooner. Gives image ids by image name. */
export function buildWith(
  { environment }: Context,
  engine: Engine,
  project: Project,
  { checkOnly = false, allPlatforms = false, memory }: BuildSettings = {},
) {
  const classic = wantsClassic(environment)
  return async (
    orders: readonly BuildOrder[],
    { signal, emit }: { signal: AbortSignal; emit: EventSink },
  ): Promise<ReadonlyMap<string, string>> => {
    const [{ buildImages }, { buildRequestOf }] = await Promise.all([
      import('../../build/build.ts'),
      import('../../build/build-request-of.ts'),
    ])
    const built = await buildImages(
      orders.map((order) => buildRequestOf(order, project, { allPlatforms, proxies: engine.proxies })),
      {
        dial: engine.dial,
        connect: engine.connect,
        buildClassic: engine.buildClassic,
        findLogin: (host) => findLogin(engine, host),
        imageOf: (service) => imageOf(project, service),
        onEvent: (event) => emit({ kind: 'build', event }),
        signal,
        checkOnly,
        classic,
        ...(memory && { memory }),
        ...(environment.SOURCE_DATE_EPOCH && { sourceDateEpoch: environment.SOURCE_DATE_EPOCH }),
        ...(environment.SSH_AUTH_SOCK && { sshAgent: environment.SSH_AUTH_SOCK }),
      },
    )
    return new Map(orders.map(({ service, image }) => [image, built.get(service)?.id ?? '']))
  }
}

/** `DOCKER_BUILDKIT=0` asks for the classic builder. */
function wantsClassic({ DOCKER_BUILDKIT: value }: Context['environment']): boolean {
  if (!value || /^(1|t|true)$/i.test(value)) return false
  if (/^(0|f|false)$/i.test(value)) return true
  throw new Failed(failure('flag-value-invalid', { flag: 'DOCKER_BUILDKIT', value, expected: 'boolean' }))
}

function imageOf({ name, services }: Project, service: string): string | undefined {
  const found = services[service]
  return found && imageName(name, found)
}

/** BuildKit takes an identity token as the secret of no user. */
async function findLogin(engine: Engine, host: string) {
  const found = await engine.credentials(host)
  if (!found) return undefined
  const { username, password, identityToken } = found
  return identityToken ? { username: '', secret: identityToken } : { username, secret: password }
}

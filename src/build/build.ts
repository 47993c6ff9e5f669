/**
 * Building images: a BuildKit client of our own that needs nothing but the engine's socket.
 *
 *     const images = await buildImages(requests, { dial, connect, buildClassic, findLogin, onEvent, signal })
 *     images.get('web')?.id  // 'sha256:…'
 *
 * - `requests`: one `BuildRequest` a service (build-request.ts). The caller resolves paths, values and names:
 *   `tags[0]` is the service's image name, `labels` hold Compose's own, `args` hold proxies and `--build-arg`.
 * - `dial`, `connect` and `buildClassic` are `Engine`'s. `connect` is needed for engines that have no `/grpc`
 *   any more, `buildClassic` for those that have no BuildKit.
 * - What happens comes as `BuildEvent`s (model/build-event.ts), as it happens.
 * - Builds run in parallel; one that takes another's image, as an additional context or a base, waits for it. The first
 *   failure cancels the rest and rejects with `Failed` (`build-failed`, `build-context-missing`, …).
 * - Aborting `signal` cancels the builds on the engine and rejects with the signal's reason.
 * - Pushing is left to the caller: with the engine's older store BuildKit would silently not do it.
 *
 * The client itself is in `kit/`, which knows nothing of Compose.
 */
import { Failed, failure } from '../model/failure.ts'
import { withBases } from './base-images.ts'
import { type BuildInputs, findInputs } from './build-inputs.ts'
import type { BuildOptions, BuiltImage } from './build-options.ts'
import { checkBuildOrder } from './build-order.ts'
import type { BuildRequest } from './build-request.ts'
import { type BuildJob, buildWithBuildKit, findWorker } from './buildkit.ts'
import { engineDoor } from './engine-door.ts'
import { GrpcError } from './kit/grpc/status.ts'
import { connectControl, WithoutBuildKit } from './kit/transport.ts'
import { throwFailures } from './run-builds.ts'
import { createSessions } from './sessions.ts'

/** Builds all requests and gives the images by service. */
export async function buildImages(
  requests: readonly BuildRequest[],
  options: BuildOptions,
): Promise<Map<string, BuiltImage>> {
  const all = withBases(new Map(requests.map((request) => [request.service, request])))
  if (all.size === 0) return new Map()
  checkBuildOrder(all)
  options.signal?.throwIfAborted()
  if (options.classic && options.buildClassic) {
    return buildWithoutBuildKit(await openJob(requests, all, options), options.buildClassic)
  }
  const door = engineDoor(options, options.signal)
  // While the inputs are looked for the connection is made.
  const connecting = connectControl(door)
  connecting.catch(() => undefined)
  const closeWhenConnected = (): void =>
    void connecting.then(
      (control) => control.close(),
      () => undefined,
    )
  try {
    const job = await openJob(requests, all, options)
    try {
      return await buildOver(job, door, connecting)
    } catch (error) {
      // Connections that end with the signal fail in ways of their own.
      options.signal?.throwIfAborted()
      if (error instanceof GrpcError)
        throw new Failed(failure('build-connection-lost', { reason: error.message }))
      if (!(error instanceof WithoutBuildKit) || !options.buildClassic) throw error
      return await buildWithoutBuildKit(job, options.buildClassic)
    }
  } finally {
    closeWhenConnected()
  }
}

/** Finds all that the builds need of this machine, and tells that they begin. */
async function openJob(
  requests: readonly BuildRequest[],
  all: ReadonlyMap<string, BuildRequest>,
  options: BuildOptions,
): Promise<BuildJob> {
  const inputs = await findAllInputs(requests, options)
  for (const service of all.keys()) options.onEvent?.({ service, kind: 'begun' })
  return { all, inputs, options }
}

async function buildWithoutBuildKit(
  job: BuildJob,
  buildClassic: NonNullable<BuildOptions['buildClassic']>,
): Promise<Map<string, BuiltImage>> {
  const { buildWithClassic } = await import('./classic/classic.ts')
  return buildWithClassic(job, buildClassic)
}

type Door = ReturnType<typeof engineDoor>

/** Opens the sessions while BuildKit is asked about itself, then builds. */
async function buildOver(
  job: BuildJob,
  door: Door,
  connecting: ReturnType<typeof connectControl>,
): Promise<Map<string, BuiltImage>> {
  const control = await connecting
  const sessions = createSessions(door, control, job.inputs.values(), job.options.findLogin)
  try {
    const [first] = job.inputs.values()
    if (first) sessions.open(first).catch(() => undefined)
    const worker = await findWorker(control, job.options.signal)
    return await buildWithBuildKit(job, { control, sessions, worker })
  } finally {
    sessions.close()
  }
}

/** Finds every request's inputs; fails with all that is missing, not only the first. */
async function findAllInputs(
  requests: readonly BuildRequest[],
  { sshAgent }: BuildOptions,
): Promise<Map<string, BuildInputs>> {
  const found = await Promise.allSettled(requests.map((request) => findInputs(request, { sshAgent })))
  throwFailures(found)
  const inputs = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  return new Map(requests.map((request, i) => [request.service, inputs[i] as BuildInputs]))
}

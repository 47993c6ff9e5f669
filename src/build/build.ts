/**
 * Building images: a BuildKit client of our own that needs nothing but the engine's socket.
 *
 *     const images = await buildImages(requests, { dial, findLogin, onEvent, signal })
 *     images.get('web')?.id  // 'sha256:…'
 *
 * - `requests`: one `BuildRequest` a service (build-request.ts). The caller resolves paths, values and names:
 *   `tags[0]` is the service's image name, `labels` hold Compose's own, `args` hold proxies and `--build-arg`.
 * - `dial` is `Engine.dial`; `connect`, a bare connection to the engine, is needed for engines without `/grpc`.
 * - What happens comes as `BuildEvent`s (model/build-event.ts), as it happens.
 * - Builds run in parallel; one that takes another's image as an additional context waits for it. The first
 *   failure cancels the rest and rejects with `Failed` (`build-failed`, `build-context-missing`, …).
 * - Aborting `signal` cancels the builds on the engine and rejects with the signal's reason.
 * - Pushing is left to the caller: with the engine's older store BuildKit would silently not do it.
 *
 * The client itself is in `kit/`, which knows nothing of Compose.
 */
import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { BuildEvent } from '../model/build-event.ts'
import { Failed } from '../model/failure.ts'
import { type BuildInputs, findInputs } from './build-inputs.ts'
import { checkBuildOrder, findPrerequisites } from './build-order.ts'
import type { BuildRequest } from './build-request.ts'
import { readCheckResult } from './dockerfile-check.ts'
import { engineDoor } from './engine-door.ts'
import { listWorkers, type SolveOptions, solve } from './kit/control.ts'
import { askFrontend } from './kit/gateway.ts'
import type { GrpcClient } from './kit/grpc/client.ts'
import { GrpcError } from './kit/grpc/status.ts'
import type { FindLogin } from './kit/services/auth.ts'
import { connectControl } from './kit/transport.ts'
import type { StatusResponse } from './kit/wire/messages.ts'
import { createLimit } from './limit.ts'
import { type BuildSessions, createSessions } from './sessions.ts'
import { planSolve, type SolveSurroundings } from './solve-attrs.ts'
import { solveFailure } from './solve-failure.ts'
import { createStepTracker } from './step-tracker.ts'
import { checkSupport } from './support.ts'

/** How builds reach the engine, the registries and whoever watches. */
export interface BuildOptions {
  dial(path: string, headers: Record<string, string | string[]>, signal?: AbortSignal): Promise<Duplex>
  connect?(): Promise<Duplex>
  /** The login for a registry host, as BuildKit names it (Docker Hub is `registry-1.docker.io`). */
  readonly findLogin?: FindLogin
  readonly onEvent?: (event: BuildEvent) => void
  readonly signal?: AbortSignal
  /** How many builds at once; all when absent. */
  readonly parallel?: number
  /** Path of the user's ssh agent, for `ssh:` entries without a path. */
  readonly sshAgent?: string
  /** Only check the Dockerfiles; nothing is built and the result is empty of ids. */
  readonly checkOnly?: boolean
}

/** A built image. */
export interface BuiltImage {
  /** What the engine knows it by: `sha256:…`; empty when it was only checked. */
  readonly id: string
  /** BuildKit's whole answer (`containerimage.digest`, …). */
  readonly metadata: Readonly<Record<string, string>>
}

/** Builds all requests and gives the images by service. */
export async function buildImages(
  requests: readonly BuildRequest[],
  options: BuildOptions,
): Promise<Map<string, BuiltImage>> {
  const all = new Map(requests.map((request) => [request.service, request]))
  if (all.size === 0) return new Map()
  checkBuildOrder(all)
  options.signal?.throwIfAborted()
  const inputs = await findAllInputs(requests, options)
  const door = engineDoor(options)
  const control = await connectControl(door)
  const sessions = createSessions(door, control, options.findLogin)
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  try {
    const around = await findSurroundings(control, all, options, signal)
    const unsupported = requests.flatMap((request) => checkSupport(request, around.containerdStore))
    if (unsupported.length > 0) throw new Failed(unsupported)
    const run: Run = { all, inputs, options, control, sessions, around, signal }
    return await buildAll(run, () => stop.abort())
  } finally {
    sessions.close()
    control.close()
  }
}

interface Run {
  readonly all: ReadonlyMap<string, BuildRequest>
  readonly inputs: ReadonlyMap<string, BuildInputs>
  readonly options: BuildOptions
  readonly control: GrpcClient
  readonly sessions: BuildSessions
  readonly around: SolveSurroundings
  readonly signal: AbortSignal
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

async function findSurroundings(
  control: GrpcClient,
  all: ReadonlyMap<string, BuildRequest>,
  { checkOnly = false }: BuildOptions,
  signal: AbortSignal,
): Promise<SolveSurroundings> {
  const [worker] = await listWorkers(control, signal)
  const labels = worker?.labels ?? {}
  return {
    containerdStore: labels['org.mobyproject.buildkit.worker.snapshotter'] !== undefined,
    hostGateway: labels['org.mobyproject.buildkit.worker.moby.host-gateway-ip'],
    imageOf: (service) => all.get(service)?.tags[0],
    checkOnly,
  }
}

async function buildAll(run: Run, cancelRest: () => void): Promise<Map<string, BuiltImage>> {
  const limit = createLimit(run.options.parallel ?? run.all.size)
  const building = new Map<string, Promise<BuiltImage>>()
  const build = (request: BuildRequest): Promise<BuiltImage> => {
    const known = building.get(request.service)
    if (known) return known
    const before = findPrerequisites(request, run.all).map((service) => build(requestOf(run, service)))
    const result = Promise.all(before).then(() => limit(() => buildOne(run, request)))
    result.catch(cancelRest)
    building.set(request.service, result)
    return result
  }
  const results = await Promise.allSettled([...run.all.values()].map(build))
  run.options.signal?.throwIfAborted()
  throwFailures(results)
  const images = new Map<string, BuiltImage>()
  for (const [service, image] of building) images.set(service, await image)
  return images
}

function requestOf(run: Run, service: string): BuildRequest {
  return run.all.get(service) as BuildRequest
}

async function buildOne(run: Run, request: BuildRequest): Promise<BuiltImage> {
  const { service } = request
  const { onEvent = () => {} } = run.options
  run.signal.throwIfAborted()
  const begun = performance.now()
  const tracker = createStepTracker(service, onEvent)
  const session = await run.sessions.open(run.inputs.get(service) as BuildInputs)
  try {
    const plan = { ...planSolve(request, run.around), ref: randomBytes(12).toString('hex'), session }
    const onStatus = (status: StatusResponse): void => tracker.add(status)
    if (run.around.checkOnly) return await checkOne(run, request, plan, onStatus)
    const metadata = await solve(run.control, plan, onStatus, run.signal)
    const id = metadata['containerimage.digest'] ?? metadata['containerimage.config.digest'] ?? ''
    tracker.finish()
    const seconds = (performance.now() - begun) / 1000
    onEvent({ service, kind: 'built', seconds, ...(id && { image: id }) })
    return { id, metadata }
  } catch (error) {
    tracker.finish()
    if (error instanceof GrpcError) throw new Failed(solveFailure(request, error, tracker))
    throw error
  }
}

async function checkOne(
  run: Run,
  request: BuildRequest,
  plan: SolveOptions,
  onStatus: (status: StatusResponse) => void,
): Promise<BuiltImage> {
  const answer = await askFrontend(run.control, plan, onStatus, run.signal)
  const { warnings, failure } = readCheckResult(request, answer)
  for (const warning of warnings) run.options.onEvent?.({ service: request.service, ...warning })
  if (failure) throw new Failed(failure)
  return { id: '', metadata: {} }
}

/** Throws all failures among the results as one, or else the first bug; cancelled builds have none. */
function throwFailures(results: readonly PromiseSettledResult<unknown>[]): void {
  const reasons = new Set(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
  if (reasons.size === 0) return
  const failures = [...reasons].flatMap((reason) => (reason instanceof Failed ? reason.failures : []))
  if (failures.length > 0) throw new Failed(failures)
  throw [...reasons].find((reason) => reason?.name !== 'AbortError') ?? [...reasons][0]
}

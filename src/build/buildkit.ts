import { randomBytes } from 'node:crypto'
import { Failed, failure } from '../model/failure.ts'
import type { BuildInputs } from './build-inputs.ts'
import type { BuildOptions, BuiltImage } from './build-options.ts'
import type { BuildRequest } from './build-request.ts'
import { readCheckResult } from './dockerfile-check.ts'
import { listWorkers, type SolveOptions, solve } from './kit/control.ts'
import { askFrontend } from './kit/gateway.ts'
import type { GrpcClient } from './kit/grpc/client.ts'
import { GrpcError } from './kit/grpc/status.ts'
import type { StatusResponse, WorkerRecord } from './kit/wire/messages.ts'
import { tagExported } from './local-caches.ts'
import { runBuilds } from './run-builds.ts'
import type { BuildSessions } from './sessions.ts'
import { planSolve, type SolveSurroundings } from './solve-attrs.ts'
import { solveFailure } from './solve-failure.ts'
import { createStepTracker } from './step-tracker.ts'
import { checkSupport } from './support.ts'

/** A connection to BuildKit with the sessions of one run. */
export interface BuildKit {
  readonly control: GrpcClient
  readonly sessions: BuildSessions
  readonly worker: WorkerRecord | undefined
}

/** What is built, with what it takes from this machine. */
export interface BuildJob {
  readonly all: ReadonlyMap<string, BuildRequest>
  readonly inputs: ReadonlyMap<string, BuildInputs>
  readonly options: BuildOptions
}

/** Builds all requests with BuildKit. */
export async function buildWithBuildKit(job: BuildJob, buildKit: BuildKit): Promise<Map<string, BuiltImage>> {
  const around = surroundings(job, buildKit.worker)
  const unsupported = [...job.all.values()].flatMap((request) =>
    checkSupport(request, around.containerdStore),
  )
  if (unsupported.length > 0) throw new Failed(unsupported)
  const { parallel, signal } = job.options
  return runBuilds(job.all, { signal, ...(parallel && { parallel }) }, (request, stop) =>
    buildOne(job, buildKit, around, request, stop),
  )
}

/** Asks BuildKit about itself: the one worker that an engine has. */
export async function findWorker(
  control: GrpcClient,
  signal?: AbortSignal,
): Promise<WorkerRecord | undefined> {
  const [worker] = await listWorkers(control, signal)
  return worker
}

function surroundings({ all, options }: BuildJob, worker: WorkerRecord | undefined): SolveSurroundings {
  const labels = worker?.labels ?? {}
  return {
    containerdStore: labels['org.mobyproject.buildkit.worker.snapshotter'] !== undefined,
    hostGateway: labels['org.mobyproject.buildkit.worker.moby.host-gateway-ip'],
    imageOf: (service) => all.get(service)?.tags[0] ?? options.imageOf?.(service),
    sourceDateEpoch: options.sourceDateEpoch,
    checkOnly: options.checkOnly ?? false,
  }
}

async function buildOne(
  { inputs, options }: BuildJob,
  { control, sessions }: BuildKit,
  around: SolveSurroundings,
  request: BuildRequest,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const { service } = request
  const { onEvent = () => {} } = options
  const begun = performance.now()
  const tracker = createStepTracker(service, onEvent)
  const onStatus = (status: StatusResponse): void => tracker.add(status)
  const own = inputs.get(service) as BuildInputs
  try {
    const session = await sessions.open(own)
    const plan = {
      ...planSolve(request, around, own.caches.imports),
      ref: randomBytes(12).toString('hex'),
      session,
    }
    const image = around.checkOnly
      ? await checkOne(control, options, request, plan, onStatus, signal)
      : await solveOne(control, plan, onStatus, signal)
    await tagExported(request.cacheTo ?? [], image.metadata)
    tracker.finish()
    const seconds = (performance.now() - begun) / 1000
    onEvent({ service, kind: 'built', seconds, ...(image.id && { image: image.id }) })
    return image
  } catch (error) {
    tracker.finish()
    const { error: broken } = own.broken
    if (broken && !signal.aborted)
      throw new Failed(failure('build-failed', { service, reason: broken.message }))
    if (error instanceof GrpcError) throw new Failed(solveFailure(request, error, tracker))
    throw error
  }
}

async function solveOne(
  control: GrpcClient,
  plan: SolveOptions,
  onStatus: (status: StatusResponse) => void,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const metadata = await solve(control, plan, onStatus, signal)
  const id = metadata['containerimage.digest'] ?? metadata['containerimage.config.digest'] ?? ''
  return { id, metadata }
}

async function checkOne(
  control: GrpcClient,
  { onEvent }: BuildOptions,
  request: BuildRequest,
  plan: SolveOptions,
  onStatus: (status: StatusResponse) => void,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const answer = await askFrontend(control, plan, onStatus, signal)
  const { warnings, failure } = readCheckResult(request, answer)
  for (const warning of warnings) onEvent?.({ service: request.service, ...warning })
  if (failure) throw new Failed(failure)
  return { id: '', metadata: {} }
}

import type { GrpcClient, Method } from './grpc/client.ts'
import type { Decoded } from './wire/message.ts'
import {
  listWorkersRequest,
  listWorkersResponse,
  type StatusResponse,
  solveRequest,
  solveResponse,
  statusRequest,
  statusResponse,
  type WorkerRecord,
} from './wire/messages.ts'

const control = '/moby.buildkit.v1.Control'
const solveMethod: Method<Decoded<typeof solveRequest>, Decoded<typeof solveResponse>> = {
  path: `${control}/Solve`,
  input: solveRequest,
  output: solveResponse,
}
const statusMethod: Method<Decoded<typeof statusRequest>, StatusResponse> = {
  path: `${control}/Status`,
  input: statusRequest,
  output: statusResponse,
}
const listWorkersMethod: Method<object, Decoded<typeof listWorkersResponse>> = {
  path: `${control}/ListWorkers`,
  input: listWorkersRequest,
  output: listWorkersResponse,
}

/** A cache to read from or write to, or an exporter: its type and what it is told. */
export interface TypedAttrs {
  readonly type: string
  readonly attrs: Readonly<Record<string, string>>
}

/** One build, as BuildKit is asked for it. */
export interface SolveOptions {
  /** Unique; names the build in its status stream. */
  readonly ref: string
  readonly session: string
  readonly frontend: string
  readonly frontendAttrs: Readonly<Record<string, string>>
  readonly exporters: readonly TypedAttrs[]
  readonly cacheExports: readonly TypedAttrs[]
  readonly entitlements: readonly string[]
}

/** A build that failed before it began never gets a status; how long to wait for one, in milliseconds. */
const statusGrace = 1000

/**
 * Builds and gives the exporter's answer (`containerimage.digest`, …). Status messages are handed over while
 * it runs, all of them before it resolves or rejects with a `GrpcError`. Aborting the signal cancels the build.
 */
export async function solve(
  client: GrpcClient,
  options: SolveOptions,
  onStatus: (status: StatusResponse) => void,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  // The status stream waits for the build to appear, and ends by itself after it.
  const late = new AbortController()
  const watching = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  const status = client.stream(statusMethod, { ref: options.ref }, onStatus, watching)
  // What went wrong is in Solve's answer; a status stream that broke off has nothing to add to it.
  const watched = status.catch(() => undefined)
  try {
    const answer = await client.unary(solveMethod, request(options), signal)
    return answer.exporterResponse
  } finally {
    const timer = setTimeout(() => late.abort(), statusGrace)
    await watched
    clearTimeout(timer)
  }
}

function request(options: SolveOptions): Partial<Decoded<typeof solveRequest>> {
  const [first] = options.exporters
  return {
    ref: options.ref,
    session: options.session,
    frontend: options.frontend,
    frontendAttrs: options.frontendAttrs,
    // Older engines read only these two.
    ...(first && { exporterDeprecated: first.type, exporterAttrsDeprecated: first.attrs }),
    exporters: [...options.exporters],
    cache: { exports: [...options.cacheExports] },
    entitlements: [...options.entitlements],
  }
}

/** Lists what can build at the engine; an engine has one worker, whose labels tell its image store. */
export async function listWorkers(client: GrpcClient, signal?: AbortSignal): Promise<WorkerRecord[]> {
  const answer = await client.unary(listWorkersMethod, {}, signal)
  return answer.record
}

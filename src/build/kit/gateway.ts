import { type SolveOptions, solve } from './control.ts'
import type { GrpcClient, Method } from './grpc/client.ts'
import { GrpcError, statusCode } from './grpc/status.ts'
import type { Decoded } from './wire/message.ts'
import {
  empty,
  gatewayReturnRequest,
  gatewaySolveRequest,
  gatewaySolveResponse,
  type StatusResponse,
} from './wire/messages.ts'

const bridge = '/moby.buildkit.v1.frontend.LLBBridge'
const solveMethod: Method<Decoded<typeof gatewaySolveRequest>, Decoded<typeof gatewaySolveResponse>> = {
  path: `${bridge}/Solve`,
  input: gatewaySolveRequest,
  output: gatewaySolveResponse,
}
const returnMethod: Method<Decoded<typeof gatewayReturnRequest>, object> = {
  path: `${bridge}/Return`,
  input: gatewayReturnRequest,
  output: empty,
}

/**
 * Asks a frontend a question about a build (`requestid` in the attributes) instead of building, and gives its
 * answer's metadata. BuildKit answers questions only within a build that the client itself drives.
 */
export async function askFrontend(
  client: GrpcClient,
  options: SolveOptions,
  onStatus: (status: StatusResponse) => void,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const job = solve(client, { ...options, frontend: '', frontendAttrs: {} }, onStatus, signal)
  const metadata = { 'buildkit-controlapi-buildid': options.ref }
  const question = { frontend: options.frontend, frontendOpt: options.frontendAttrs, allowResultReturn: true }
  const ask = async (): Promise<Readonly<Record<string, Uint8Array>>> => {
    try {
      const answer = await client.unary(solveMethod, question, signal, metadata)
      await client.unary(returnMethod, { result: {} }, signal, metadata)
      return answer.result?.metadata ?? {}
    } catch (error) {
      await endJob(client, error, metadata)
      throw error
    }
  }
  // The answer's error tells more than the job's, which only repeats it.
  const [answer] = await Promise.allSettled([ask(), job])
  if (answer.status === 'rejected') throw answer.reason
  return answer.value
}

/** Milliseconds that BuildKit has for taking in that a job is over. */
const farewell = 5000

async function endJob(client: GrpcClient, error: unknown, metadata: Record<string, string>): Promise<void> {
  const code = error instanceof GrpcError ? error.code : statusCode.unknown
  const message = error instanceof Error ? error.message : String(error)
  await client
    .unary(returnMethod, { error: { code, message } }, AbortSignal.timeout(farewell), metadata)
    .catch(() => undefined)
}

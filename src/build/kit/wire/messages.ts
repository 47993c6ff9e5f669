/**
 * The messages of BuildKit's control API, of its session services and of fsutil, as far as a client that
 * builds images needs them. Numbers are those of the public .proto files; fields we never look at are left out.
 */
import {
  bool,
  bytes,
  bytesMap,
  chunks,
  int,
  int64,
  list,
  nested,
  string,
  stringMap,
  strings,
} from './fields.ts'
import { type Decoded, message } from './message.ts'

export const empty = message({})
export const bytesMessage = message({ data: bytes(1) })

const timestamp = message({ seconds: int64(1), nanos: int(2) })
export type Timestamp = Partial<Decoded<typeof timestamp>>

const exporter = message({ type: string(1), attrs: stringMap(2) })
const cacheOption = message({ type: string(1), attrs: stringMap(2) })
const cacheOptions = message({ exports: list(4, cacheOption), imports: list(5, cacheOption) })

export const solveRequest = message({
  ref: string(1),
  exporterDeprecated: string(3),
  exporterAttrsDeprecated: stringMap(4),
  session: string(5),
  frontend: string(6),
  frontendAttrs: stringMap(7),
  cache: nested(8, cacheOptions),
  entitlements: strings(9),
  exporters: list(13, exporter),
})
export const solveResponse = message({ exporterResponse: stringMap(1) })

export const statusRequest = message({ ref: string(1) })

const progressGroup = message({ id: string(1), name: string(2) })
const vertex = message({
  digest: string(1),
  inputs: strings(2),
  name: string(3),
  cached: bool(4),
  started: nested(5, timestamp),
  completed: nested(6, timestamp),
  error: string(7),
  progressGroup: nested(8, progressGroup),
})
export type Vertex = Decoded<typeof vertex>

const vertexStatus = message({
  id: string(1),
  vertex: string(2),
  name: string(3),
  current: int(4),
  total: int(5),
  started: nested(7, timestamp),
  completed: nested(8, timestamp),
})
export type VertexStatus = Decoded<typeof vertexStatus>

const vertexLog = message({ vertex: string(1), stream: int(3), msg: bytes(4) })
export type VertexLog = Decoded<typeof vertexLog>

const position = message({ line: int(1), character: int(2) })
const range = message({ start: nested(1, position), end: nested(2, position) })
const sourceInfo = message({ filename: string(1), data: bytes(2) })
const vertexWarning = message({
  vertex: string(1),
  level: int(2),
  short: bytes(3),
  detail: chunks(4),
  url: string(5),
  info: nested(6, sourceInfo),
  ranges: list(7, range),
})
export type VertexWarning = Decoded<typeof vertexWarning>

export const statusResponse = message({
  vertexes: list(1, vertex),
  statuses: list(2, vertexStatus),
  logs: list(3, vertexLog),
  warnings: list(4, vertexWarning),
})
export type StatusResponse = Decoded<typeof statusResponse>

const platform = message({ architecture: string(1), os: string(2), variant: string(3) })
const workerRecord = message({ id: string(1), labels: stringMap(2), platforms: list(3, platform) })
export const listWorkersRequest = empty
export const listWorkersResponse = message({ record: list(1, workerRecord) })
export type WorkerRecord = Decoded<typeof workerRecord>

const any = message({ typeUrl: string(1), value: bytes(2) })
export const rpcStatus = message({ code: int(1), message: string(2), details: list(3, any) })

/** fsutil's description of one file; `mode` is Go's os.FileMode, `modTime` is in nanoseconds. */
export const stat = message({
  path: string(1),
  mode: int(2),
  uid: int(3),
  gid: int(4),
  size: int(5),
  modTime: int64(6),
  linkname: string(7),
  devmajor: int(8),
  devminor: int(9),
})
export type Stat = Partial<Decoded<typeof stat>>

export const packet = message({ type: int(1), stat: nested(2, stat), id: int(3), data: bytes(4) })
export const packetType = { stat: 0, request: 1, data: 2, finish: 3, error: 4 } as const

const gatewayResult = message({ metadata: bytesMap(10) })
export const gatewaySolveRequest = message({
  frontend: string(2),
  frontendOpt: stringMap(3),
  allowResultReturn: bool(5),
})
export const gatewaySolveResponse = message({ result: nested(3, gatewayResult) })
export const gatewayReturnRequest = message({ result: nested(1, gatewayResult), error: nested(2, rpcStatus) })

export const credentialsRequest = message({ host: string(1) })
export const credentialsResponse = message({ username: string(1), secret: string(2) })
export const getSecretRequest = message({ id: string(1) })
export const getSecretResponse = message({ data: bytes(1) })
export const checkAgentRequest = message({ id: string(1) })
export const healthResponse = message({ status: int(1) })

/** containerd's content service, by which BuildKit reads and writes caches in folders of ours. */
const contentInfo = message({ digest: string(1), size: int(2) })
export const contentInfoRequest = message({ digest: string(1) })
export const contentInfoResponse = message({ info: nested(1, contentInfo) })
export const readContentRequest = message({ digest: string(1), offset: int(2), size: int(3) })
export const readContentResponse = message({ offset: int(1), data: bytes(2) })
export const writeContentRequest = message({
  action: int(1),
  ref: string(2),
  total: int(3),
  expected: string(4),
  offset: int(5),
  data: bytes(6),
})
export const writeContentResponse = message({
  action: int(1),
  startedAt: nested(2, timestamp),
  updatedAt: nested(3, timestamp),
  offset: int(4),
  total: int(5),
  digest: string(6),
})
export const writeAction = { stat: 0, write: 1, commit: 2 } as const

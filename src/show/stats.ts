import type { Fit } from './fit-table.ts'
import { formatListing } from './format.ts'
import type { Value } from './template/value.ts'
import { binarySize, humanSize } from './units.ts'

/** The engine's statistics of a container, as far as they are shown. Sizes in bytes. */
export interface Statistics {
  readonly cpu_stats?: CpuStatistics
  readonly precpu_stats?: CpuStatistics
  readonly memory_stats?: {
    readonly usage?: number
    readonly limit?: number
    readonly stats?: Readonly<Record<string, number>>
  }
  readonly networks?: Readonly<Record<string, { readonly rx_bytes: number; readonly tx_bytes: number }>>
  readonly blkio_stats?: {
    readonly io_service_bytes_recursive?: readonly { readonly op: string; readonly value: number }[] | null
  }
  readonly pids_stats?: { readonly current?: number }
}

interface CpuStatistics {
  /** Nanoseconds. */
  readonly cpu_usage?: { readonly total_usage?: number; readonly percpu_usage?: readonly number[] | null }
  readonly system_cpu_usage?: number
  readonly online_cpus?: number
}

/** A container and its latest statistics; none when it does not run. */
export interface Measured {
  readonly id: string
  readonly name: string
  readonly statistics: Statistics
}

const HEADINGS = {
  BlockIO: 'BLOCK I/O',
  CPUPerc: 'CPU %',
  Container: 'CONTAINER',
  ID: 'CONTAINER ID',
  MemPerc: 'MEM %',
  MemUsage: 'MEM USAGE / LIMIT',
  Name: 'NAME',
  NetIO: 'NET I/O',
  PIDs: 'PIDS',
}

const TABLE =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}'

const ID_LENGTH = 12

/** `stats`: as `docker stats` shows them. */
export function describeStatistics(
  containers: readonly Measured[],
  { format, truncate, fit }: { readonly format: string; readonly truncate: boolean; readonly fit?: Fit },
): string {
  const rows = containers.map((container) => row(container, truncate))
  return formatListing({ headings: HEADINGS, rows, table: TABLE }, format, fit)
}

function row({ id, name, statistics }: Measured, truncate: boolean): { readonly [field: string]: Value } {
  const memory = usedMemory(statistics)
  const limit = statistics.memory_stats?.limit ?? 0
  return {
    BlockIO: blockIo(statistics),
    CPUPerc: `${cpuPercent(statistics).toFixed(2)}%`,
    Container: id,
    ID: truncate ? id.slice(0, ID_LENGTH) : id,
    MemPerc: `${(limit > 0 ? (memory / limit) * 100 : 0).toFixed(2)}%`,
    MemUsage: `${binarySize(memory)} / ${binarySize(limit)}`,
    Name: name,
    NetIO: networkIo(statistics),
    PIDs: `${statistics.pids_stats?.current ?? 0}`,
  }
}

/** Of one CPU: two of them in full use are 200. */
function cpuPercent({ cpu_stats: now, precpu_stats: before }: Statistics): number {
  const used = (now?.cpu_usage?.total_usage ?? 0) - (before?.cpu_usage?.total_usage ?? 0)
  const passed = (now?.system_cpu_usage ?? 0) - (before?.system_cpu_usage ?? 0)
  const cpus = now?.online_cpus || (now?.cpu_usage?.percpu_usage?.length ?? 0)
  return used > 0 && passed > 0 ? (used / passed) * cpus * 100 : 0
}

/** Without the page cache that can be given back; cgroup versions name it differently. */
function usedMemory({ memory_stats: memory }: Statistics): number {
  const usage = memory?.usage ?? 0
  const cache = memory?.stats?.total_inactive_file ?? memory?.stats?.inactive_file ?? 0
  return cache < usage ? usage - cache : usage
}

function networkIo({ networks = {} }: Statistics): string {
  const all = Object.values(networks)
  const received = all.reduce((sum, { rx_bytes }) => sum + rx_bytes, 0)
  const sent = all.reduce((sum, { tx_bytes }) => sum + tx_bytes, 0)
  return `${humanSize(received, 3)} / ${humanSize(sent, 3)}`
}

function blockIo({ blkio_stats: stats }: Statistics): string {
  const sum = (letter: string) =>
    (stats?.io_service_bytes_recursive ?? [])
      .filter(({ op }) => op.toLowerCase().startsWith(letter))
      .reduce((total, { value }) => total + value, 0)
  return `${humanSize(sum('r'), 3)} / ${humanSize(sum('w'), 3)}`
}

import pLimit from 'p-limit'
import { Failed } from '../model/failure.ts'
import { findPrerequisites } from './build-order.ts'
import type { BuildRequest } from './build-request.ts'

/**
 * Runs builds in parallel, each after those whose images it takes. The first failure aborts the signal that
 * the others were given, and everything that failed by itself is thrown together.
 */
export async function runBuilds<T>(
  all: ReadonlyMap<string, BuildRequest>,
  { parallel = all.size, signal }: { parallel?: number; signal: AbortSignal | undefined },
  build: (request: BuildRequest, signal: AbortSignal) => Promise<T>,
): Promise<Map<string, T>> {
  const stop = new AbortController()
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const limit = pLimit(Math.max(1, parallel))
  const started = new Map<string, Promise<T>>()
  const start = (request: BuildRequest): Promise<T> => {
    const known = started.get(request.service)
    if (known) return known
    const before = findPrerequisites(request, all).map((service) => start(all.get(service) as BuildRequest))
    const run = async (): Promise<T> => {
      either.throwIfAborted()
      return build(request, either)
    }
    const result = Promise.all(before).then(() => limit(run))
    result.catch(() => stop.abort())
    started.set(request.service, result)
    return result
  }
  const results = await Promise.allSettled([...all.values()].map(start))
  signal?.throwIfAborted()
  throwFailures(results)
  const values = new Map<string, T>()
  for (const [service, value] of started) values.set(service, await value)
  return values
}

/** Throws all failures among the results as one, or else the first bug; builds that were cancelled have none. */
export function throwFailures(results: readonly PromiseSettledResult<unknown>[]): void {
  const reasons = new Set(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
  if (reasons.size === 0) return
  const failures = [...reasons].flatMap((reason) => (reason instanceof Failed ? reason.failures : []))
  if (failures.length > 0) throw new Failed(failures)
  throw [...reasons].find((reason) => reason?.name !== 'AbortError') ?? [...reasons][0]
}

import type { Readable } from 'node:stream'
import { connectionLost } from './failures.ts'
import type { Link } from './link.ts'

/**
 * Reads a stream of the engine, no faster than its reader takes it. Ends quietly when `signal` is aborted;
 * fails with `engine-connection-lost` when the connection breaks.
 */
export async function* readBytes(source: Readable, link: Link, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => source.destroy()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of source) yield chunk as Buffer
  } catch (error) {
    if (!signal?.aborted) throw connectionLost(link, error as Error)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

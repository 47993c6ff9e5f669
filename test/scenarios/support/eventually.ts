import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Repeats what may need a moment (a server to listen, a line to be printed) until it does not throw,
 * at most two minutes.
 */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 120_000; ; await sleep(100)) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

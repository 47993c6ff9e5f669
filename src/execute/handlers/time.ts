import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler } from '../handlers.ts'

export const waitTime: Handler<'wait-time'> = async ({ seconds }, { signal }) => {
  await sleep(seconds * 1000, undefined, { signal })
  return undefined
}

import type { Duplex } from 'node:stream'
import { addAbortSignal } from 'node:stream'
import type { Door } from './door.ts'
import type { Engine } from './engine.ts'

/** The upgrade of a connection to another protocol (h2c for BuildKit). */
export function dial({ transport }: Door): Pick<Engine, 'dial'> {
  return {
    async dial(path, headers, signal) {
      const call = { path, method: 'POST', hijack: true, headers }
      const socket = await transport.send<Duplex>({ ...call, ...(signal && { abortSignal: signal }) })
      return signal ? addAbortSignal(signal, socket) : socket
    },
  }
}

import type { IncomingMessage } from 'node:http'
import { buildMessage } from './answers.ts'
import { named } from './bad-answer.ts'
import { readBytes } from './bytes.ts'
import type { Door } from './door.ts'
import type { Engine } from './engine.ts'
import { checked, readJsonLines } from './json-lines.ts'

/** The endpoint of the classic builder, and of BuildKit behind it (`version=2`). */
export function buildClassic({ transport }: Door): Pick<Engine, 'buildClassic'> {
  return {
    async *buildClassic(tar, query, headers, signal) {
      const call = { path: '/build?', method: 'POST', file: tar, isStream: true, options: { _query: query } }
      const response = await transport.send<IncomingMessage>({
        ...call,
        ...(headers && { headers }),
        ...(signal && { abortSignal: signal }),
      })
      const lines = checked(readJsonLines(readBytes(response, transport.link, signal)), buildMessage)
      yield* named(lines, transport.link, 'POST /build')
      // The reading ends quietly on an abort, but a build that was cut off must not pass for a finished one.
      signal?.throwIfAborted()
    },
  }
}

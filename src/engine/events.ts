import type { IncomingMessage } from 'node:http'
import { readBytes } from './bytes.ts'
import { type Door, labelFilter } from './door.ts'
import type { Engine, EngineEvent } from './engine.ts'
import { readLines } from './json-lines.ts'
import { unixTime } from './unix-time.ts'

/** The engine's events; the promise resolves when its answer has begun, from then on nothing is missed. */
export function events({ transport }: Door): Pick<Engine, 'events'> {
  return {
    async events({ labels, since, until, signal }) {
      const range = { since: since && unixTime(since), until: until && unixTime(until) }
      const options = { ...labelFilter(labels), ...range }
      const call = { path: '/events?', isStream: true, options }
      const response = await transport.send<IncomingMessage>({
        ...call,
        ...(signal && { abortSignal: signal }),
      })
      return readEvents(readBytes(response, transport.link, signal))
    },
  }
}

async function* readEvents(source: AsyncIterable<Buffer>): AsyncGenerator<EngineEvent> {
  for await (const line of readLines(source)) yield readEvent(line)
}

interface EventMessage {
  readonly Type: string
  readonly Action: string
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Record<string, string> }
  readonly time?: number
}

/** One line of the engine's event stream, in our nouns. */
export function readEvent(line: string): EngineEvent {
  const { Type, Action, Actor, time = 0 } = JSON.parse(line) as EventMessage
  // Nanoseconds do not fit a JSON number. Inside a JSON string the quote would be escaped.
  const nano = /"timeNano":\s*(\d+)/.exec(line)?.[1]
  return {
    type: Type,
    action: Action,
    id: Actor?.ID ?? '',
    attributes: Actor?.Attributes ?? {},
    timeNano: nano ? BigInt(nano) : BigInt(time) * 1_000_000_000n,
  }
}

import type { IncomingMessage } from 'node:http'
import { map, number, optional, struct, text } from '../model/json-check.ts'
import { BadAnswer, named } from './bad-answer.ts'
import { readBytes } from './bytes.ts'
import { type Door, labelFilter, splitLabel } from './door.ts'
import type { Engine, EngineEvent } from './engine.ts'
import { readLines, readMapping } from './json-lines.ts'
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
      return named(
        readEvents(readBytes(response, transport.link, signal), labels),
        transport.link,
        'GET /events',
      )
    },
  }
}

async function* readEvents(
  source: AsyncIterable<Buffer>,
  labels: readonly string[],
): AsyncGenerator<EngineEvent> {
  for await (const line of readLines(source)) {
    const event = readEvent(line)
    if (isOf(event, labels)) yield event
  }
}

/** Whether nothing says that an event is of something else: who drops the filter tells of everything. */
function isOf({ attributes }: EngineEvent, labels: readonly string[]): boolean {
  return labels.every((label) => {
    const [key = '', value] = splitLabel(label)
    return value === undefined || attributes[key] === undefined || attributes[key] === value
  })
}

const checkEvent = struct({
  Type: text,
  Action: text,
  Actor: optional(struct({ ID: optional(text), Attributes: optional(map(text)) })),
  time: optional(number),
})

interface EventMessage {
  readonly Type: string
  readonly Action: string
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Record<string, string> }
  readonly time?: number
}

/** One line of the engine's event stream, in our nouns. */
export function readEvent(line: string): EngineEvent {
  const message = readMapping(line)
  if (checkEvent(message, 'it') !== undefined) throw new BadAnswer('line')
  const { Type, Action, Actor, time = 0 } = message as EventMessage
  // Nanoseconds do not fit a JSON number. Inside a JSON string the quote would be escaped.
  const nano = /"timeNano":\s*(\d+)/.exec(line)?.[1]
  return {
    type: Type,
    action: Action,
    id: Actor?.ID ?? '',
    attributes: Actor?.Attributes ?? {},
    timeNano: nano ? BigInt(nano) : BigInt(Math.trunc(time)) * 1_000_000_000n,
  }
}

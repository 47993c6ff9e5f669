import { serviceOf } from '../model/container.ts'
import { isOurs } from '../model/labels.ts'
import { compareText } from './compare-text.ts'
import { goJson } from './go-json.ts'
import { quote } from './quote.ts'

/** A container's event; the engine's own type has the same shape. */
export interface ContainerEvent {
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** Nanoseconds since the epoch. */
  readonly timeNano: bigint
}

/** A container's event as a line of `events`; Docker Compose puts an empty line after each. */
export function describeEvent(event: ContainerEvent): string {
  const attributes = Object.entries(ownAttributes(event)).map(([key, value]) => `${key}=${value}`)
  const time = localTime(event.timeNano)
  return `${quote(`${time} container ${event.action} ${event.id} (${attributes.join(', ')})`)}\n`
}

/** The same as JSON, keys in the order in which Go writes a map. */
export function describeEventJson(event: ContainerEvent): string {
  return goJson({
    action: event.action,
    attributes: ownAttributes(event),
    id: event.id,
    service: serviceOf({ labels: event.attributes }),
    time: rfc3339Nano(event.timeNano),
    type: 'container',
  })
}

/** What the engine tells of a container, without Compose's labels and ours. */
function ownAttributes({ attributes }: ContainerEvent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => !key.startsWith('com.docker.compose.') && !isOurs(key))
      .sort(([a], [b]) => compareText(a, b)),
  )
}

/** `2026-11-23 18:25:33.123456`, in the process's time zone. */
function localTime(nanoseconds: bigint): string {
  const date = new Date(Number(nanoseconds / 1_000_000n))
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  const microseconds = `${(nanoseconds / 1000n) % 1_000_000n}`.padStart(6, '0')
  return `${shifted.toISOString().slice(0, 19).replace('T', ' ')}.${microseconds}`
}

/** As Go prints a local time: no trailing zeros in the fraction, the offset or `Z`. */
function rfc3339Nano(nanoseconds: bigint): string {
  const date = new Date(Number(nanoseconds / 1_000_000n))
  const offset = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const fraction = `${nanoseconds % 1_000_000_000n}`.padStart(9, '0').replace(/0+$/, '')
  return `${shifted}${fraction && `.${fraction}`}${offset === 0 ? 'Z' : offsetText(offset)}`
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes)
  const pad = (n: number) => `${n}`.padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${pad(Math.trunc(absolute / 60))}:${pad(absolute % 60)}`
}

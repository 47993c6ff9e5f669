import { compareText } from './compare-text.ts'
import { quote } from './quote.ts'
import { padEnd, textWidth } from './width.ts'

/** A port of a service that can be reached from outside. */
export interface PublishedPort {
  readonly service: string
  /** The address it is bound to on the engine's machine. */
  readonly ip: string
  readonly published: number
  readonly target: number
  /** `tcp`, `udp`, `sctp`. */
  readonly protocol: string
  /** `app_protocol` of the file. */
  readonly application?: string
}

/** Ports that servers of web pages listen on by custom; what listens on others may speak anything. */
const WEB: Readonly<Record<number, 'http' | 'https'>> = {
  ...Object.fromEntries([80, 3000, 4200, 5000, 5173, 8000, 8080, 8081, 8888].map((port) => [port, 'http'])),
  ...{ 443: 'https', 8443: 'https' },
}

/**
 * Where services can be reached, a line each, as it can be pasted into a browser where the port in the container is one
 * of the web, or the file says so; else address and port alone. `machine` is what this machine calls that of the engine.
 */
export function describeAddresses(ports: readonly PublishedPort[], machine = 'localhost'): string {
  const rows = new Map<string, readonly [string, string]>()
  const sorted = ports.toSorted(
    (a, b) => compareText(a.service, b.service) || a.target - b.target || a.published - b.published,
  )
  for (const port of sorted) {
    const address = addressOf(port, machine)
    // Bound to all addresses of both kinds it is one port.
    rows.set(`${port.service} ${address}`, [quote(port.service), quote(address)])
  }
  const width = Math.max(0, ...[...rows.values()].map(([service]) => textWidth(service)))
  return [...rows.values()].map(([service, address]) => `${padEnd(service, width)}  ${address}\n`).join('')
}

function addressOf({ ip, published, target, protocol, application }: PublishedPort, machine: string): string {
  const place = `${hostOf(ip, machine)}:${published}`
  if (protocol !== 'tcp') return `${place}/${protocol}`
  const scheme = application ?? WEB[target]
  return scheme === undefined ? place : `${scheme}://${place}`
}

function hostOf(ip: string, machine: string): string {
  if (ip === '' || ip === '0.0.0.0' || ip === '::') return machine
  if (ip === '127.0.0.1' || ip === '::1') return 'localhost'
  return ip.includes(':') ? `[${ip}]` : ip
}

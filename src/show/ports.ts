import { compareText } from './compare-text.ts'

/** A published or exposed port of a container, with the field names of Compose's JSON. */
export interface Publisher {
  readonly URL: string
  readonly TargetPort: number
  /** 0 when it is only exposed. */
  readonly PublishedPort: number
  readonly Protocol: string
}

interface Run {
  readonly publisher: Publisher
  last: number
}

/**
 * Ports in Docker's notation: `0.0.0.0:8080->80/tcp, 9000-9002/tcp`. Runs of ports are put together where
 * host and container port are the same or there is no host port, per address and protocol; pairs that
 * differ come last.
 */
export function describePorts(publishers: readonly Publisher[]): string {
  const finished: string[] = []
  const pairs: string[] = []
  const runs = new Map<string, Run>()
  for (const publisher of [...publishers].sort(byPort)) {
    const { URL, TargetPort, PublishedPort, Protocol } = publisher
    if (URL !== '' && PublishedPort !== TargetPort) {
      pairs.push(`${hostPort(URL, `${PublishedPort}`)}->${TargetPort}/${Protocol}`)
      continue
    }
    const key = `${URL}/${Protocol}`
    const run = runs.get(key)
    if (run && TargetPort === run.last + 1) {
      run.last = TargetPort
      continue
    }
    if (run) finished.push(describeRun(run))
    // A map keeps the place of a key that it has, so runs end in the order in which they were first seen.
    runs.set(key, { publisher, last: TargetPort })
  }
  return [...finished, ...[...runs.values()].map(describeRun), ...pairs].join(', ')
}

function describeRun({ publisher: { URL, TargetPort, Protocol }, last }: Run): string {
  const range = last === TargetPort ? `${TargetPort}` : `${TargetPort}-${last}`
  return URL === '' ? `${range}/${Protocol}` : `${hostPort(URL, range)}->${range}/${Protocol}`
}

/** IPv6 addresses stand in brackets. */
function hostPort(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function byPort(a: Publisher, b: Publisher): number {
  return (
    a.TargetPort - b.TargetPort ||
    compareText(a.URL, b.URL) ||
    a.PublishedPort - b.PublishedPort ||
    compareText(a.Protocol, b.Protocol)
  )
}

import { isIPv6 } from 'node:net'
import type { Project } from '../../model/project.ts'
import type { Port, Service } from '../../model/service.ts'
import { besides } from '../../model/where.ts'
import type { Findings } from '../findings.ts'

/** One port of the host that a service takes. */
interface Taken {
  readonly service: Service
  readonly index: number
  /** Empty: all addresses. */
  readonly address: string
}

/**
 * No two services that may run at the same time publish the same port of the host, and none does so twice. Where a
 * service waits until another has ended, they take turns. A range leaves the choice to the engine.
 */
export function checkPublishedPorts(project: Project, how: 'refuse' | 'warn', findings: Findings): void {
  const taken = new Map<string, Taken[]>()
  for (const service of Object.values(project.services)) {
    if (!startsWithPorts(service)) continue
    for (const [index, port] of (service.ports ?? []).entries()) {
      const number = fixedPort(port)
      if (number === undefined) continue
      const mine: Taken = { service, index, address: addressOf(port) }
      const key = `${number}/${port.protocol ?? 'tcp'}`
      const others = taken.get(key) ?? []
      const other = others.find((one) => collide(one, mine, project))
      if (other) tell(key, other, mine, how, findings)
      taken.set(key, [...others, mine])
    }
  }
}

function startsWithPorts({ scale, deploy, network_mode }: Service): boolean {
  return (scale ?? deploy?.replicas ?? 1) > 0 && network_mode !== 'host'
}

function fixedPort({ published }: Port): string | undefined {
  return published && /^\d+$/.test(published) && Number(published) > 0 ? String(Number(published)) : undefined
}

/** The engine listens on all addresses of a family at its any-address, and on both families without one. */
function addressOf({ host_ip = '' }: Port): string {
  return host_ip
}

function collide(one: Taken, other: Taken, project: Project): boolean {
  const isSamePort = meet(one.address, other.address)
  return isSamePort && !takesTurns(one.service, other.service, project) && !isSameEntry(one, other)
}

/** The same address and the same port of the same container, written twice, is one. */
function isSameEntry(one: Taken, other: Taken): boolean {
  if (one.service !== other.service) return false
  const target = ({ service, index }: Taken) => service.ports?.[index]?.target
  return target(one) === target(other) && one.address === other.address
}

function meet(one: string, other: string): boolean {
  if (one === other || one === '' || other === '') return true
  if (isIPv6(one) !== isIPv6(other)) return false
  return isAny(one) || isAny(other)
}

function isAny(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address)
}

function takesTurns(one: Service, other: Service, project: Project): boolean {
  return waitsForEnd(one, other.name, project) || waitsForEnd(other, one.name, project)
}

/** Whether a service starts only after another has ended, be it through others. */
function waitsForEnd(service: Service, of: string, { services }: Project): boolean {
  const seen = new Set<string>()
  const queue = [service]
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const [name, { condition }] of Object.entries(next.depends_on ?? {})) {
      if (name === of && condition === 'service_completed_successfully') return true
      const dependency = services[name]
      if (!dependency || seen.has(name)) continue
      seen.add(name)
      queue.push(dependency)
    }
  }
  return false
}

function tell(port: string, first: Taken, second: Taken, how: 'refuse' | 'warn', findings: Findings): void {
  const place = ({ service, index }: Taken) => findings.where(['services', service.name, 'ports', index])
  const data = {
    port: second.address === '' ? port : `${second.address}:${port}`,
    services: [first.service.name, second.service.name],
  } as const
  const where = besides(place(second), 'taken here', place(first))
  if (how === 'warn') findings.warn('port-published-twice', data, where)
  else findings.addAt('port-published-twice', data, where)
}

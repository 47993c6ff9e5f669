import type { Attribute, RuleContext } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import { failure } from '../model/failure.ts'
import type { Service } from '../model/service.ts'
import type { Tree, TreeList, TreeMap } from '../model/tree.ts'
import { copyOrigin, isList, isMap, treeMap } from '../model/tree.ts'
import { isAddress, readPort, type ShortPort } from './values/port.ts'
import { INTEGER, listOf, STRING, STRINGS, struct, zero } from './values/shapes.ts'

const PORT = struct({
  name: STRING,
  mode: STRING,
  host_ip: STRING,
  target: INTEGER,
  published: STRING,
  protocol: STRING,
  app_protocol: STRING,
})

/** `ports` and `expose`: what is published on the host, and what is only declared. */
export const ports: Attribute = {
  cast: { 'ports.*.target': 'int' },
  unique: { ports: portIdentity, expose: (item) => String(item) },
  canonical: { ports: toLongPorts },
  defaults: { 'ports.*': addPortDefaults },
  check: { 'expose.*': checkExposed, 'ports.*': checkPort },
  fields: {
    expose: zero(STRINGS),
    ports: zero(listOf(PORT)),
  },
  create: publishPorts,
}

/**
 * Compose tells a number from a text in `published` and takes them for different ports; a missing host
 * address is all addresses, a missing protocol is tcp.
 */
function portIdentity(item: Tree): string {
  if (!isMap(item)) return String(item)
  const { host_ip = '0.0.0.0', published = null, target = null, protocol = 'tcp' } = item
  return `${host_ip}:${JSON.stringify(String(published))}${typeof published}:${target}/${protocol}`
}

/** One short entry may stand for several ports. */
function toLongPorts(value: Tree, context: RuleContext): Tree {
  if (!isList(value)) return value
  const result: TreeList = []
  value.forEach((item, index) => {
    for (const port of toLongPort(item, index, context))
      copyOrigin(value, index, result, result.push(port) - 1)
  })
  return result
}

function toLongPort(item: Tree, index: number, context: RuleContext): readonly Tree[] {
  if (typeof item !== 'string' && typeof item !== 'number') return [item]
  const text = String(item)
  const read = readPort(text)
  if (!('reason' in read)) return read.map(longPort)
  if (!context.raw) context.report((where) => failure('port-invalid', { text, ...read }, where), [index])
  return [item]
}

function longPort({ address, target, published, protocol }: ShortPort): TreeMap {
  const port = treeMap()
  port.mode = 'ingress'
  if (address) port.host_ip = address
  // Port 0 is no port to go to: Compose takes it for a missing one.
  if (target) port.target = target
  if (published) port.published = published
  port.protocol = protocol
  return port
}

function addPortDefaults(port: Tree): Tree {
  return isMap(port) ? { ...port, protocol: port.protocol ?? 'tcp', mode: port.mode ?? 'ingress' } : port
}

function checkPort(port: Tree, context: RuleContext): void {
  if (!isMap(port)) return
  if (port.target === undefined) context.report((where) => failure('target-missing', { what: 'port' }, where))
  const address = port.host_ip
  if (typeof address !== 'string' || isAddress(address)) return
  context.report((where) => failure('host-address-invalid', { value: address }, where), ['host_ip'])
}

function checkExposed(port: Tree, context: RuleContext): void {
  if (typeof port !== 'number' || Number.isInteger(port)) return
  const text = String(port)
  context.report((where) => failure('port-invalid', { text, part: text, reason: 'target' }, where))
}

const LAST_PORT = 65_535

/** The ports that an item of `expose` is, each as it is exposed: a range is each of its ports. Nothing where it is none. */
export function exposedPorts(text: string): readonly string[] | undefined {
  const [, from = '', to, protocol = ''] = /^(\d{1,5})(?:-(\d{1,5}))?(\/(?:tcp|udp|sctp))?$/i.exec(text) ?? []
  const [first, last] = [Number(from), Number(to ?? from)]
  if (first < 1 || last > LAST_PORT || first > last) return undefined
  if (to === undefined) return [text]
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}${protocol || '/tcp'}`)
}

function publishPorts(service: Service, body: ContainerBody): void {
  const bindings: NonNullable<ContainerBody['HostConfig']['PortBindings']> = {}
  const exposed: NonNullable<ContainerBody['ExposedPorts']> = {}
  for (const port of service.expose ?? []) for (const one of exposedPorts(port) ?? [port]) exposed[one] = {}
  for (const { target, protocol, host_ip = '', published = '' } of service.ports ?? []) {
    const port = `${target}/${protocol ?? ''}`
    exposed[port] = {}
    const known = bindings[port] ?? []
    bindings[port] = [...known, { HostIp: host_ip, HostPort: published }]
  }
  body.ExposedPorts = exposed
  body.HostConfig.PortBindings = bindings
}

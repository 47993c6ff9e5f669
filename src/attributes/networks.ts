import type { Attribute, CreateContext, Reference } from '../model/attribute.ts'
import type { ContainerBody, EndpointBody } from '../model/container-body.ts'
import { Failed, failure, warning } from '../model/failure.ts'
import type { Endpoint, Service } from '../model/service.ts'
import { isAtLeast } from './values/api-version.ts'
import { OPTIONS } from './values/key-value.ts'
import { linksOf } from './values/links.ts'
import { keyOf, mergeAsMapping, namesToMap } from './values/merging.ts'
import { INTEGER, mapOf, STRING, STRINGS, struct, zero } from './values/shapes.ts'

const ENDPOINT = struct({
  aliases: STRINGS,
  driver_opts: OPTIONS,
  gw_priority: INTEGER,
  interface_name: STRING,
  ipv4_address: STRING,
  ipv6_address: STRING,
  link_local_ips: STRINGS,
  mac_address: STRING,
  priority: INTEGER,
})

/** `networks` and `mac_address`: where a container is reachable, and under which names and addresses. */
export const networks: Attribute = {
  merge: { networks: mergeAsMapping },
  unique: { 'networks.*.aliases': keyOf, 'networks.*.link_local_ips': keyOf },
  canonical: { networks: namesToMap },
  fields: { networks: zero(mapOf(ENDPOINT)), mac_address: zero(STRING) },
  references: ({ networks = {} }) =>
    Object.keys(networks).map(
      (name): Reference => ({ kind: 'network', name, path: ['networks', name], use: 'networks' }),
    ),
  create: joinNetworks,
}

/** A network as the engine knows it, and how a container is to be in it. */
export interface NamedEndpoint {
  readonly network: string
  readonly endpoint: EndpointBody
}

/** Engines from this API version on take several endpoints at creation, each with a mac address. */
const SEVERAL_ENDPOINTS = [1, 44] as const
const INTERFACE_NAMES = [1, 49] as const
const GATEWAY_PRIORITIES = [1, 48] as const
/** Option by which the bridge driver learns an interface's name. */
const INTERFACE_NAME_OPTION = 'com.docker.network.endpoint.ifname'

/** Keys of a service's networks, the one that is joined first before all others. */
export function networksByPriority({ networks = {} }: Service): string[] {
  const priority = (key: string) => networks[key]?.priority ?? 0
  return Object.keys(networks).sort((a, b) => priority(b) - priority(a) || (a < b ? -1 : 1))
}

/**
 * The networks a container is in, the first one first. With an API before 1.44 only that one goes into
 * the create call: the container is connected to the others before it starts.
 */
export function endpointsOf(service: Service, context: CreateContext): NamedEndpoint[] {
  checkEndpoints(service, context)
  const keys = networksByPriority(service)
  return keys.map((key, index) => ({
    network: context.project.networks[key]?.name ?? key,
    endpoint: endpointBody(service, key, index === 0, context),
  }))
}

function joinNetworks(service: Service, body: ContainerBody, context: CreateContext): void {
  const takesSeveral = isAtLeast(context.api, SEVERAL_ENDPOINTS)
  checkMacAddress(service)
  if (!takesSeveral) body.MacAddress = macAddressOfContainer(service)
  if (service.network_mode) return
  const endpoints = endpointsOf(service, context)
  const [first] = endpoints
  if (!first) {
    body.HostConfig.NetworkMode = 'none'
    return
  }
  body.HostConfig.NetworkMode = first.network
  const sent = takesSeveral ? endpoints : [first]
  body.NetworkingConfig = {
    EndpointsConfig: Object.fromEntries(sent.map(({ network, endpoint }) => [network, endpoint])),
  }
}

function endpointBody(service: Service, key: string, isFirst: boolean, context: CreateContext): EndpointBody {
  const config = service.networks?.[key]
  const links = linksOf(service, context)
  const macAddress = config?.mac_address || (isFirst ? macAddressOfEndpoint(service, context) : '')
  const options = config && driverOptions(service, key, config, context)
  return {
    Aliases: aliases(service, config, context),
    ...(config && { IPAMConfig: addresses(config) }),
    ...(config?.ipv4_address && { IPAddress: config.ipv4_address }),
    ...(links.length > 0 && { Links: links }),
    ...(macAddress && { MacAddress: macAddress }),
    ...(options && { DriverOpts: options }),
    ...(config?.gw_priority && { GwPriority: config.gw_priority }),
  }
}

function aliases({ name }: Service, config: Endpoint | null | undefined, context: CreateContext): string[] {
  if (!context.serviceAlias) return [context.containerName]
  return [context.containerName, name, ...(config?.aliases ?? [])]
}

function addresses({
  ipv4_address,
  ipv6_address,
  link_local_ips,
}: Endpoint): EndpointBody['IPAMConfig'] & object {
  return {
    ...(ipv4_address && { IPv4Address: ipv4_address }),
    ...(ipv6_address && { IPv6Address: ipv6_address }),
    ...(link_local_ips && { LinkLocalIPs: [...link_local_ips] }),
  }
}

function driverOptions(
  service: Service,
  network: string,
  { driver_opts, interface_name: name }: Endpoint,
  context: CreateContext,
): Record<string, string> | undefined {
  if (!name) return driver_opts && { ...driver_opts }
  const option = driver_opts?.[INTERFACE_NAME_OPTION]
  if (option !== undefined && option !== name) {
    context.warn(warning('interface-name-twice', { service: service.name, network, name, option }))
  }
  return { ...driver_opts, [INTERFACE_NAME_OPTION]: name }
}

function macAddressOfEndpoint({ mac_address = '' }: Service, { api }: CreateContext): string {
  return isAtLeast(api, SEVERAL_ENDPOINTS) ? mac_address : ''
}

/** Older engines know one mac address, the container's. */
function macAddressOfContainer(service: Service): string {
  const { networks = {} } = service
  const withAddress = Object.values(networks).filter((endpoint) => endpoint?.mac_address)
  if (withAddress.length > 1) throw tooOld(service, 'several-mac-addresses', '25')
  const [first = ''] = networksByPriority(service)
  return networks[first]?.mac_address || (service.mac_address ?? '')
}

function checkMacAddress(service: Service): void {
  const [first = ''] = networksByPriority(service)
  const own = service.networks?.[first]?.mac_address
  const { name, mac_address: address } = service
  if (!address || !own || own === address) return
  const data = { service: name, network: first, service_mac: address, network_mac: own }
  throw new Failed(failure('mac-address-differs', data))
}

function checkEndpoints(service: Service, { api }: CreateContext): void {
  const endpoints = Object.values(service.networks ?? {})
  if (!isAtLeast(api, INTERFACE_NAMES) && endpoints.some((one) => one?.interface_name)) {
    throw tooOld(service, 'interface-name', '28.1')
  }
  if (!isAtLeast(api, GATEWAY_PRIORITIES) && endpoints.some((one) => one?.gw_priority)) {
    throw tooOld(service, 'gateway-priority', '28')
  }
}

function tooOld(
  { name }: Service,
  what: 'interface-name' | 'gateway-priority' | 'several-mac-addresses',
  needs: string,
): Failed {
  return new Failed(failure('engine-too-old', { service: name, what, needs }))
}

import { MAPPING, OPTIONS } from '../attributes/values/key-value.ts'
import { keyOf, mergeAsList } from '../attributes/values/merging.ts'
import { BOOLEAN, fieldsOf, listOf, STRING, struct } from '../attributes/values/shapes.ts'
import type { Element, Merge } from '../model/attribute.ts'
import type { NetworkBody } from '../model/container-body.ts'
import type { ElementLabels, IpamPool, Network } from '../model/elements.ts'
import { COMPOSE_VERSION, labels } from '../model/labels.ts'
import type { Project } from '../model/project.ts'
import type { Shape } from '../model/shape.ts'
import type { Tree, TreeMap } from '../model/tree.ts'
import { isList, isMap } from '../model/tree.ts'
import { toPlainExternal } from './external.ts'

const POOL: Shape = {
  ...struct({ subnet: STRING, gateway: STRING, ip_range: STRING, aux_addresses: MAPPING }),
  extensions: false,
}

/** Top-level `networks`. */
export const networks: Element<Network> = {
  section: 'networks',
  cast: {
    external: 'boolean',
    internal: 'boolean',
    attachable: 'boolean',
    enable_ipv4: 'boolean',
    enable_ipv6: 'boolean',
  },
  merge: { 'ipam.config': mergePools, labels: mergeAsList },
  unique: { labels: keyOf, 'ipam.options': keyOf },
  canonical: { '': toPlainExternal },
  fields: fieldsOf({
    name: STRING,
    driver: STRING,
    driver_opts: OPTIONS,
    ipam: [struct({ driver: STRING, config: listOf(POOL) }), 'yaml-zero'],
    external: BOOLEAN,
    internal: BOOLEAN,
    attachable: BOOLEAN,
    labels: MAPPING,
    enable_ipv4: [BOOLEAN, 'absent'],
    enable_ipv6: [BOOLEAN, 'absent'],
  }),
}

/**
 * Pools of one subnet are merged; others are added. Every base pool meets every overriding one, as in
 * Compose, so that a base pool no override speaks of comes after those that do not match it.
 */
function mergePools(base: Tree, over: Tree, context: Parameters<Merge>[2]): Tree {
  if (!isList(base) || !isList(over)) return over ?? base
  const result: TreeMap[] = []
  for (const own of base.filter(isMap)) {
    for (const other of over.filter(isMap)) {
      const at = (subnet: Tree | undefined) => result.findIndex((pool) => pool.subnet === subnet)
      if (other.subnet !== own.subnet && at(other.subnet) < 0) {
        result.push(other)
        continue
      }
      const merged = context.merge(own, other) as TreeMap
      const known = at(merged.subnet)
      if (known < 0) result.push(merged)
      else result[known] = merged
    }
  }
  return result
}

/** The engine's create call for a network of the project. */
export function networkBody(project: Project, key: string, { hash, spec }: ElementLabels): NetworkBody {
  const network = project.networks[key]
  if (!network) throw new Error(`no network ${key}`)
  const { name, driver, driver_opts, internal, attachable, enable_ipv4, enable_ipv6 } = network
  const ipam = ipamBody(network)
  return {
    Name: name,
    ...(driver && { Driver: driver }),
    ...(driver_opts && { Options: { ...driver_opts } }),
    ...(internal && { Internal: internal }),
    ...(attachable && { Attachable: attachable }),
    ...(enable_ipv4 !== undefined && { EnableIPv4: enable_ipv4 }),
    ...(enable_ipv6 !== undefined && { EnableIPv6: enable_ipv6 }),
    ...(ipam && { IPAM: ipam }),
    Labels: {
      ...network.labels,
      [labels.network]: key,
      [labels.project]: project.name,
      [labels.version]: COMPOSE_VERSION,
      [labels.configHash]: hash,
      ...(spec && { [labels.spec]: spec }),
    },
  }
}

function ipamBody({ ipam }: Network): NetworkBody['IPAM'] {
  const { driver, config = [] } = ipam ?? {}
  if (!driver && config.length === 0) return undefined
  return { ...(driver && { Driver: driver }), ...(config.length > 0 && { Config: config.map(poolBody) }) }
}

function poolBody({ subnet, ip_range, gateway, aux_addresses }: IpamPool) {
  return {
    ...(subnet && { Subnet: subnet }),
    ...(ip_range && { IPRange: ip_range }),
    ...(gateway && { Gateway: gateway }),
    ...(aux_addresses && { AuxiliaryAddresses: { ...aux_addresses } }),
  }
}

import type { Attribute, CreateContext, Reference } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import type { Service } from '../model/service.ts'
import type { Tree } from '../model/tree.ts'
import { isList } from '../model/tree.ts'
import { HOSTS, hostTexts, mergeHosts } from './values/hosts.ts'
import { linksOf, splitLink } from './values/links.ts'
import { keyOf, mergeAsList, textToList } from './values/merging.ts'
import { STRING, STRINGS, zero } from './values/shapes.ts'

/** How a container is called, and how it finds others by name. */
export const dns: Attribute = {
  merge: { dns: mergeAsList, dns_opt: mergeAsList, dns_search: mergeAsList, extra_hosts: mergeHosts },
  unique: { dns: keyOf, dns_opt: keyOf, dns_search: keyOf, links: keyOf },
  canonical: { dns: toServerList, dns_search: textToList },
  fields: {
    dns: zero(STRINGS),
    dns_opt: zero(STRINGS),
    dns_search: zero(STRINGS),
    domainname: zero(STRING),
    external_links: zero(STRINGS),
    extra_hosts: zero(HOSTS),
    hostname: zero(STRING),
    links: zero(STRINGS),
  },
  references: linkedServices,
  create: setNames,
}

/** Servers that are empty, as of a variable without a value, are left out. */
function toServerList(value: Tree): Tree {
  const list = typeof value === 'string' ? [value] : value
  return isList(list) && list.some(isEmpty) ? list.filter((item) => !isEmpty(item)) : list
}

function isEmpty(item: Tree): boolean {
  return item === null || item === ''
}

function linkedServices({ links = [] }: Service): readonly Reference[] {
  return links.map((link, index) => ({
    kind: 'service',
    name: splitLink(link).target,
    path: ['links', index],
    use: 'links',
  }))
}

function setNames(service: Service, body: ContainerBody, context: CreateContext): void {
  const host = body.HostConfig
  if (service.hostname) body.Hostname = service.hostname
  if (service.domainname) body.Domainname = service.domainname
  if (service.dns) host.Dns = [...service.dns]
  if (service.dns_opt) host.DnsOptions = [...service.dns_opt]
  if (service.dns_search) host.DnsSearch = [...service.dns_search]
  const links = linksOf(service, context)
  if (links.length > 0) host.Links = links
  host.ExtraHosts = hostTexts(service.extra_hosts ?? {}, ':')
}

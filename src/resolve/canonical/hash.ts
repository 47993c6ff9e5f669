import { createHash } from 'node:crypto'
import { SERVICE_FIELDS } from '../../attributes/all.ts'
import { ELEMENTS } from '../../elements/all.ts'
import type { Network, Volume } from '../../model/elements.ts'
import type { Service } from '../../model/service.ts'
import type { Field } from '../../model/shape.ts'
import { writeJson } from './json.ts'
import type { Variant } from './plain.ts'
import { structToPlain } from './plain.ts'

/**
 * Docker Compose's config-hash of a service: of everything but what never leads to a new container (how
 * the image is made, how many containers there are, what they wait for, how they are selected).
 */
export function hashService(service: Service, variant: Variant): string {
  return digest(jsonOfService(service, variant))
}

/** The text that a service's config-hash is made from. */
export function jsonOfService(service: Service, variant: Variant): string {
  const { build, pull_policy, scale, depends_on, profiles, ...rest } = service
  const { replicas, ...deploy } = service.deploy ?? {}
  return toJson(SERVICE_FIELDS, service.deploy ? { ...rest, deploy } : rest, variant)
}

/** The text that Docker Compose's config-hash of a network is made from. */
export function jsonOfNetwork(network: Network, variant: Variant): string {
  return toJson(fieldsOf('networks'), network, variant)
}

/** The text that Docker Compose's config-hash of a volume is made from; its driver is `local` when none is named. */
export function jsonOfVolume(volume: Volume, variant: Variant): string {
  return toJson(fieldsOf('volumes'), { ...volume, driver: volume.driver || 'local' }, variant)
}

function fieldsOf(section: 'networks' | 'volumes'): readonly Field[] {
  return ELEMENTS.find((element) => element.section === section)?.fields ?? []
}

function toJson(fields: readonly Field[], value: object, variant: Variant): string {
  return writeJson(
    structToPlain(fields, value as Readonly<Record<string, unknown>>, { target: 'json', variant }),
  )
}

/** The config-hash that is made from a text. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

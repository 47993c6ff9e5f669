import type { ElementIdentity } from '../../model/elements.ts'
import type { Hashing } from '../../plan/desired.ts'
import {
  digest,
  hashService,
  jsonOfNetwork,
  jsonOfService,
  jsonOfVolume,
} from '../../resolve/canonical/hash.ts'

const VARIANTS = ['2.40', '5.x'] as const

/** Config-hashes as Docker Compose 2.40 writes them; those of 5.x mean the same. */
export const hashing: Hashing = {
  service: (service) => hashService(service, '2.40'),
  means: (hash, service) => VARIANTS.some((variant) => hash === hashService(service, variant)),
  network: (network) => identity(jsonOfNetwork(network, '2.40')),
  volume: (volume) => identity(jsonOfVolume(volume, '2.40')),
  spec: (service) => jsonOfService(service, '2.40'),
}

function identity(spec: string): ElementIdentity {
  return { spec, hash: digest(spec) }
}

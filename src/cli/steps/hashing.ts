import type { ElementIdentity } from '../../model/elements.ts'
import type { Hashing } from '../../plan/desired.ts'
import {
  digest,
  hashService,
  jsonOfNetwork,
  jsonOfService,
  jsonOfVolume,
} from '../../resolve/canonical/hash.ts'

/** Config-hashes as Docker Compose 2.40 writes them; those of 5.x mean the same. */
export const hashing: Hashing = {
  service(service) {
    const written = hashService(service, '2.40')
    return { written, accepted: [written, hashService(service, '5.x')] }
  },
  network: (network) => identity(jsonOfNetwork(network, '2.40')),
  volume: (volume) => identity(jsonOfVolume(volume, '2.40')),
  spec: (service) => jsonOfService(service, '2.40'),
}

/** Hashed when it is asked for: where nothing changed the texts are compared and nothing is hashed. */
function identity(spec: string): ElementIdentity {
  return {
    spec,
    get hash() {
      return digest(spec)
    },
  }
}

import type { Hashing } from '../../plan/desired.ts'
import {
  hashNetwork,
  hashService,
  hashVolume,
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
  network: (network) => ({ hash: hashNetwork(network, '2.40'), spec: jsonOfNetwork(network, '2.40') }),
  volume: (volume) => ({ hash: hashVolume(volume, '2.40'), spec: jsonOfVolume(volume, '2.40') }),
  spec: (service) => jsonOfService(service, '2.40'),
}

/** What is found wrong while a plan is made. */
export interface PlanFailures {
  /** An `external: true` network or volume that is not there. */
  'external-not-found': { kind: 'network' | 'volume'; key: string; name: string }
  /** A network or volume of the right name that was not made for this project is used as it is. */
  'not-ours': { kind: 'network' | 'volume'; name: string; project: string; owner?: string }
  /** Containers of the project whose service is in none of the files. */
  orphans: { containers: readonly string[]; project: string; files?: string }
  /** `network_mode: service:x` and its like, where x gets no container. */
  'shared-service-without-container': { service: string; shared: string; field: string }
  'container-name-twice': { name: string; services: readonly string[] }
  /** `isLookup`: an option names it. */
  'no-such-service': { service: string; known: readonly string[]; suggestion?: string; isLookup?: true }
  'too-many-replicas': { service: string; replicas: number; limit: number }
  /** An image is not there, and what was asked for forbids to get it. */
  'image-absent': { service: string; image: string; forbids: string }
  /** `order: start-first` cannot be had where both containers would need the same host port. */
  'start-first-impossible': { service: string; port: string }
  /** No container remembers a configuration from before. */
  'nothing-to-roll-back': { service?: string }
  /** What a container remembers of the one before it cannot be opened: another user's key sealed it. */
  'previous-sealed': { service: string; container: string; key: string }
  /** A container stays, and what its secrets and configs held when it was made is sealed with another user's key. */
  'contents-unknown': { service: string; container: string }
  'nothing-to-remove': { project: string }
  'still-in-use': { kind: 'network' | 'volume' | 'image'; name: string }
}

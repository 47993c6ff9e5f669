/** What can go wrong between us and the engine. */
export interface EngineFailures {
  /** Nothing answers at the engine's address. */
  'engine-unreachable': { address: string; reason: string }
  /** The socket is there but may not be opened. */
  'engine-permission-denied': { address: string }
  /** DOCKER_HOST (or a context) names something that is no address. */
  'engine-address-invalid': { address: string; reason: string }
  /** The engine refused a request with a reason of its own. */
  'engine-error': { status: number; message: string; what: string }
  'image-not-found': { image: string; reason: string; service?: string }
  'registry-denied': { image: string; reason: string }
  /** The host port is taken; `holder` is the container that holds it, if it is one of this engine's. */
  'port-taken': { service: string; port: string; holder?: string; reason: string }
}

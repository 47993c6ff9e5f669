/** What can go wrong between us and the engine. */
export interface EngineFailures {
  /** Nothing answers at the engine's address; `otherSocket` is one that exists and may be the one meant. */
  'engine-unreachable': { address: string; reason: string; otherSocket?: string }
  /** The socket is there but may not be opened. */
  'engine-permission-denied': { address: string }
  /** The engine went away in the middle of a request. */
  'engine-connection-lost': { address: string; reason: string }
  /** What came back of a call is not what the Engine API says. `detail` says where. */
  'engine-answer-invalid': { address: string; what: string; problem: AnswerProblem; detail?: string }
  /** A call has had no answer for `seconds`; it is still waited for. */
  'engine-slow': { address: string; what: string; seconds: number }
  /** The engine takes calls but leaves one unanswered. */
  'engine-silent': { address: string; what: string; seconds: number }
  /** DOCKER_HOST (or a context) names something that is no address. */
  'engine-address-invalid': { address: string; problem: AddressProblem }
  /** A certificate file of a TLS connection cannot be read. */
  'engine-certificate-unreadable': { address: string; path: string; reason: string }
  /** The engine speaks none of the API versions from `oldest` to `newest`. */
  'engine-version-unsupported': { address: string; engineApi: string; oldest: string; newest: string }
  'context-not-found': { context: string; known: readonly string[] }
  'docker-config-invalid': { path: string; reason: string }
  /** The engine refused a request with a reason of its own; `what` is the API call: `POST /networks/create`. */
  'engine-error': { status: number; message: string; what: string }
  'image-not-found': { image: string; reason: string; service?: string; registry?: string }
  'registry-denied': { image: string; registry: string; reason: string }
  /** `login`: the registry, or the engine about it. docker: `Error response from daemon: …`. */
  'login-refused': { registry: string; username: string; reason: string }
  /** The password is in the docker client's configuration as it is. docker: `WARNING! Your credentials are stored unencrypted in '…'.` */
  'login-plain': { path: string }
  'registry-unreachable': { image: string; reason: string }
  'credential-helper-failed': { helper: string; registry: string; reason: string }
  /** The host port is taken; `holder` is the container that holds it, if it is one of this engine's. */
  'port-taken': {
    port: number
    protocol: string
    address?: string
    service?: string
    holder?: string
    reason: string
  }
  /** A container or network has this name already; `holder` is the id of the container that has it. */
  'name-taken': { name: string; holder?: string; reason: string }
  /** A network, volume or image cannot go because something uses it. */
  'resource-in-use': { reason: string }
}

/** Why an answer cannot be used. */
export type AnswerProblem =
  | 'not-http'
  | 'not-json'
  | 'not-utf8'
  | 'shape'
  | 'too-large'
  /** It comes byte by byte. */
  | 'too-slow'
  | 'redirect'
  /** The connection was asked for, and is not handed over. */
  | 'no-upgrade'
  /** Of a stream of JSON values, or of frames. */
  | 'line'
  | 'frame'

export type AddressProblem = 'unknown-scheme' | 'malformed' | 'ssh-password' | 'no-host' | 'no-path'

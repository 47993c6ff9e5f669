import type { Reference } from '../attribute.ts'
import type { Expected } from '../shape.ts'

/** What can be wrong with a model whose files are each right. */
export interface ResolveFailures {
  'value-invalid': { path: readonly (string | number)[]; expected: Expected; value: string }
  'service-without-image': { service: string }
  'dockerfile-twice': { service: string }
  'platform-not-built': { service: string; platform: string; platforms: readonly string[] }
  'network-mode-with-networks': { service: string }
  'reference-undefined': {
    service: string
    kind: Reference['kind']
    name: string
    use: string
    suggestion?: string
    known: readonly string[]
  }
  /** What the service needs is there, but no active profile enables it. */
  'dependency-disabled': { service: string; dependency: string; profiles: readonly string[] }
  'context-not-built': { service: string; context: string; target: string }
  'healthcheck-test-form': { service: string; first: string }
  /** Two keys that say the same thing say it differently. */
  'values-differ': { service: string; keys: readonly [string, string] }
  'scale-negative': { service: string; key: string; value: number }
  /** `port` with its protocol, and the address where it is not all. */
  'port-published-twice': { port: string; services: readonly [string, string] }
  /** `container_name`: where `--scale` asks for them. */
  'container-name-scaled': { service: string; key: string; replicas: number; container_name?: string }
  'watch-target-missing': { service: string; action: string }
  'mount-target-twice': { service: string; target: string }
  /** `n:/n` is a folder of drive N, although there is a volume of that name. */
  'mount-looks-like-drive': { service: string; volume: string; target: string }
  /** `./src` alone is an anonymous volume at `src`. */
  'mount-without-target': { service: string; target: string }
  'secret-without-source': { secret: string }
  /** Each depends on the next, the last on the first. */
  'dependency-cycle': { services: readonly string[] }
  'profile-unknown': { profile: string; suggestion?: string }
  /** A language model that is to be run, and nothing that could. */
  'model-runner-missing': { model: string }
  'env-file-format': { format: string }
}

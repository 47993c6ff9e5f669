/** Why an operation is in a plan. Texts are made in `show`. */
export type Reason =
  /** There is none. */
  | { readonly code: 'missing' }
  /** An attribute differs; values are as asked for, `undefined` when absent. */
  | { readonly code: 'changed'; readonly path: string; readonly from?: unknown; readonly to?: unknown }
  /** It differs, but from a container that does not say what it was made from. */
  | { readonly code: 'config-hash-changed' }
  | { readonly code: 'image-changed'; readonly image: string; readonly from: string; readonly to?: string }
  /** A build or pull of this plan may give another image. */
  | { readonly code: 'image-may-change'; readonly image: string }
  /** A secret or config holds something else; `name` is its kind and name. */
  | { readonly code: 'content-changed'; readonly name: string }
  | { readonly code: 'forced'; readonly flag: string }
  /** It is attached to another network, or to none, under this name. */
  | { readonly code: 'network-changed'; readonly network: string }
  /** The network is configured differently now and must be made anew. */
  | { readonly code: 'network-diverged'; readonly network: string }
  | { readonly code: 'volume-changed'; readonly volume: string }
  | { readonly code: 'volume-diverged'; readonly volume: string }
  /** What it shares a namespace or volumes with is made anew. */
  | { readonly code: 'dependency-recreated'; readonly service: string }
  /** What it shares a namespace or volumes with was made anew since. */
  | { readonly code: 'shared-replaced' }
  /** Whose namespace it shares is started anew, or was since it started itself. */
  | { readonly code: 'shared-restarted'; readonly service: string }
  /** `depends_on` says that it restarts with this service, which is made anew. */
  | { readonly code: 'dependency-restarts'; readonly service: string }
  | { readonly code: 'dependency-may-be-recreated' }
  | { readonly code: 'stopped'; readonly state: string }
  | { readonly code: 'scaled-down'; readonly from: number; readonly to: number }
  | { readonly code: 'scaled-up'; readonly from: number; readonly to: number }
  | { readonly code: 'orphan'; readonly files?: string }
  | { readonly code: 'asked'; readonly command: string }
  /** What takes its place is made by this plan. */
  | { readonly code: 'replaced' }
  /** It was made by this plan and must run. */
  | { readonly code: 'created' }
  | { readonly code: 'needed-by'; readonly service: string; readonly condition: string }
  | { readonly code: 'pull-policy'; readonly policy: string }
  | { readonly code: 'no-image' }
  | { readonly code: 'leftover' }
  /** The update waits for it before it goes on. */
  | { readonly code: 'update-order'; readonly order: 'start-first' | 'stop-first' }
  | { readonly code: 'update-delay'; readonly seconds: number }
  /** Only when the container that was to replace it fails. */
  | { readonly code: 'update-failed'; readonly container: string }
  /** Only when a hook fails that runs after it has started: the next start is to run it again. */
  | { readonly code: 'hook-failed' }
  /** Its health check fails, and it is to be restarted then. */
  | { readonly code: 'unhealthy' }

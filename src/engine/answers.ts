import {
  boolean,
  type Check,
  list,
  map,
  nullable,
  number,
  optional,
  struct,
  text,
} from '../model/json-check.ts'

const labels = optional(map(text))
const id = struct({ Id: text })

const endpoint = struct({ NetworkID: optional(text), IPAddress: optional(text) })

const mount = struct({
  Type: optional(text),
  Name: optional(text),
  Source: optional(text),
  Destination: text,
  Driver: optional(text),
  RW: optional(boolean),
})

const listedContainer = struct({
  Id: text,
  Names: optional(list(text)),
  Image: optional(text),
  ImageID: optional(text),
  Command: optional(text),
  Labels: labels,
  State: text,
  Status: text,
  Created: optional(number),
  Ports: optional(
    list(struct({ IP: optional(text), PrivatePort: number, PublicPort: optional(number), Type: text })),
  ),
  Mounts: optional(list(mount)),
  NetworkSettings: optional(struct({ Networks: optional(map(endpoint)) })),
  HostConfig: optional(struct({ NetworkMode: optional(text) })),
})

const check = struct({ ExitCode: number, Output: text })

const container = struct({
  Id: text,
  Name: text,
  State: struct({
    Status: text,
    ExitCode: number,
    Error: optional(text),
    StartedAt: optional(text),
    Health: optional(struct({ Status: optional(text), Log: optional(list(check)) })),
  }),
  Config: struct({
    Image: optional(text),
    Tty: optional(boolean),
    OpenStdin: optional(boolean),
    Labels: labels,
    Env: optional(list(text)),
    Healthcheck: optional(struct({ Test: optional(list(text)) })),
  }),
  HostConfig: optional(struct()),
  Mounts: optional(list(mount)),
  RestartCount: optional(number),
  NetworkSettings: optional(struct({ Networks: optional(map(nullable(struct()))) })),
})

const references = { RepoTags: optional(list(text)), RepoDigests: optional(list(text)) }

const image = struct({
  Id: text,
  ...references,
  Created: optional(text),
  Size: optional(number),
  Os: optional(text),
  Architecture: optional(text),
  Variant: optional(text),
  Metadata: optional(struct({ LastTagTime: optional(text) })),
  Config: optional(
    struct({
      Labels: labels,
      Volumes: optional(struct()),
      Env: optional(list(text)),
      ExposedPorts: optional(struct()),
    }),
  ),
})

const listedImage = struct({
  Id: text,
  ...references,
  Labels: labels,
  Created: optional(number),
  Size: optional(number),
})

const kind = { Driver: optional(text), Scope: optional(text), Labels: labels }
const network = struct({ Id: text, Name: text, ...kind })
const volume = struct({ Name: text, Mountpoint: optional(text), ...kind })

const cpu = optional(
  struct({
    cpu_usage: optional(struct({ total_usage: optional(number), percpu_usage: optional(list(number)) })),
    system_cpu_usage: optional(number),
    online_cpus: optional(number),
  }),
)

/** What is read of one value of `GET /containers/x/stats`. */
export const statistics = struct({
  cpu_stats: cpu,
  precpu_stats: cpu,
  memory_stats: optional(
    struct({ usage: optional(number), limit: optional(number), stats: optional(map(number)) }),
  ),
  networks: optional(map(struct({ rx_bytes: number, tx_bytes: number }))),
  blkio_stats: optional(
    struct({ io_service_bytes_recursive: optional(list(struct({ op: text, value: number }))) }),
  ),
  pids_stats: optional(struct({ current: optional(number) })),
})

/** A message about moving or building an image. */
const progress = {
  id: optional(text),
  status: optional(text),
  progressDetail: optional(struct({ current: optional(number), total: optional(number) })),
  errorDetail: optional(struct({ message: optional(text) })),
  error: optional(text),
}

/** What is read of a line of `POST /images/create` and `POST /images/x/push`. */
export const transferMessage = struct({ ...progress, aux: optional(struct({ Digest: optional(text) })) })

/** What is read of a line of `POST /build`. */
export const buildMessage = struct({
  ...progress,
  stream: optional(text),
  aux: optional(struct({ ID: optional(text) })),
})

/** Of each call whose answer is read, what is read of it; after the Engine API. The first that fits holds. */
const CALLS: readonly (readonly [call: RegExp, check: Check])[] = [
  [/^GET \/containers\/json$/, list(listedContainer)],
  [/^GET \/containers\/.+\/json$/, container],
  [/^GET \/containers\/.+\/top$/, struct({ Titles: list(text), Processes: nullable(list(list(text))) })],
  [/^POST \/containers\/create$/, struct({ Id: text, Warnings: optional(list(text)) })],
  [/^POST \/containers\/.+\/wait$/, struct({ StatusCode: number })],
  [/^POST \/containers\/.+\/exec$/, id],
  [/^GET \/exec\/.+\/json$/, struct({ Running: boolean, ExitCode: optional(number) })],
  [/^POST \/commit$/, id],
  [/^GET \/networks$/, list(network)],
  [/^GET \/networks\/.+$/, network],
  [/^POST \/networks\/create$/, id],
  [/^GET \/volumes$/, struct({ Volumes: nullable(list(volume)) })],
  [/^GET \/volumes\/.+$/, volume],
  [/^POST \/volumes\/create$/, struct({ Name: text })],
  [/^GET \/images\/json$/, list(listedImage)],
  [/^GET \/images\/.+\/json$/, image],
  [/^POST \/auth$/, optional(struct({ IdentityToken: optional(text) }))],
  [/^GET \/distribution\/.+\/json$/, struct({ Descriptor: struct({ digest: text }) })],
]

/** What is wrong with an answer to a call (`GET /networks`), when anything that is read of it is. */
export function problemOf(call: string, answer: unknown): string | undefined {
  return CALLS.find(([pattern]) => pattern.test(call))?.[1](answer, 'it')
}

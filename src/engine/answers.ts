import { boolean, type Check, list, map, nullable, number, optional, struct, text } from './shape.ts'

const labels = optional(map(text))
const id = struct({ Id: text })

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
  Ports: optional(list(struct())),
  Mounts: optional(list(struct())),
  NetworkSettings: optional(struct({ Networks: optional(map(struct())) })),
  HostConfig: optional(struct()),
})

const container = struct({
  Id: text,
  Name: text,
  State: struct({
    Status: text,
    ExitCode: number,
    Health: optional(struct({ Status: optional(text), Log: optional(list(struct())) })),
  }),
  Config: struct({
    Image: optional(text),
    Labels: labels,
    Env: optional(list(text)),
    Healthcheck: optional(struct({ Test: optional(list(text)) })),
  }),
  HostConfig: optional(struct()),
  Mounts: optional(list(struct())),
  NetworkSettings: optional(struct({ Networks: optional(map(nullable(struct()))) })),
})

const references = { RepoTags: optional(list(text)), RepoDigests: optional(list(text)) }

const image = struct({
  Id: text,
  ...references,
  Config: optional(
    struct({
      Labels: labels,
      Volumes: optional(struct()),
      Env: optional(list(text)),
      ExposedPorts: optional(struct()),
    }),
  ),
})

const network = struct({ Id: text, Name: text, Labels: labels })
const volume = struct({ Name: text, Labels: labels })

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
  [/^GET \/images\/json$/, list(struct({ Id: text, ...references, Labels: labels }))],
  [/^GET \/images\/.+\/json$/, image],
  [/^GET \/distribution\/.+\/json$/, struct({ Descriptor: struct({ digest: text }) })],
]

/** What is wrong with an answer to a call (`GET /networks`), when anything that is read of it is. */
export function problemOf(call: string, answer: unknown): string | undefined {
  return CALLS.find(([pattern]) => pattern.test(call))?.[1](answer, 'it')
}

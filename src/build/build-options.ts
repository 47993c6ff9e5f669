import type { Duplex } from 'node:stream'
import type { BuildEvent } from '../model/build-event.ts'
import type { FindLogin } from './kit/services/auth.ts'

/** How builds reach the engine, the registries and whoever watches. */
export interface BuildOptions {
  dial(path: string, headers: Record<string, string | string[]>, signal?: AbortSignal): Promise<Duplex>
  connect?(): Promise<Duplex>
  buildClassic?(
    tar: NodeJS.ReadableStream,
    query: Record<string, string | string[]>,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): AsyncIterable<unknown>
  /** The login for a registry host, as BuildKit names it (Docker Hub is `registry-1.docker.io`). */
  readonly findLogin?: FindLogin
  /** The image of a service that is an additional context and is not built in this run. */
  readonly imageOf?: (service: string) => string | undefined
  readonly onEvent?: (event: BuildEvent) => void
  readonly signal?: AbortSignal
  /** How many builds at once; all when absent. */
  readonly parallel?: number
  /** Path of the user's ssh agent, for `ssh:` entries without a path. */
  readonly sshAgent?: string
  /** The time that images are to be made at, in seconds, unless an argument says another. */
  readonly sourceDateEpoch?: string
  /** Builds without BuildKit though the engine has it. */
  readonly classic?: boolean
  /** What a build may take of memory, in bytes; BuildKit knows no such limit. */
  readonly memory?: number
  /** Only check the Dockerfiles; nothing is built and the ids are empty. */
  readonly checkOnly?: boolean
}

/** A built image. */
export interface BuiltImage {
  /** What the engine knows it by: `sha256:…` (of some classic builders its short form); empty when only checked. */
  readonly id: string
  /** BuildKit's whole answer (`containerimage.digest`, …). */
  readonly metadata: Readonly<Record<string, string>>
}

import type { FileObject, Model, Network, Volume } from './elements.ts'
import type { Extensions } from './extensions.ts'
import type { Service } from './service.ts'

/** A project in canonical form: what is desired. */
export interface Project extends Extensions {
  readonly name: string
  /** Project directory, absolute. */
  readonly directory: string
  /** Absolute paths of the files it was read from; `-` for standard input. */
  readonly files: readonly string[]
  /** Env files named on the command line, absolute. */
  readonly envFiles: readonly string[]
  readonly environment: ReadonlyMap<string, string>
  /** Active profiles. */
  readonly profiles: readonly string[]
  readonly services: Readonly<Record<string, Service>>
  /** Services that the files have but no active profile enables. */
  readonly disabled: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, Network>>
  readonly volumes: Readonly<Record<string, Volume>>
  readonly secrets: Readonly<Record<string, FileObject>>
  readonly configs: Readonly<Record<string, FileObject>>
  readonly models: Readonly<Record<string, Model>>
}

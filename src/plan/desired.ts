import type { ElementIdentity, Network, Volume } from '../model/elements.ts'
import type { Failure } from '../model/failure.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import type { Question } from './graph.ts'

/** Config hashes in Compose's formats; pure, handed in because they are made from the canonical form. */
export interface Hashing {
  /** The hash that is written on new containers. */
  service(service: Service): string
  /** Whether a container's hash is the one of this service, as any version writes it. */
  means(hash: string, service: Service): boolean
  /** The hash, and the canonical network as JSON that it is made from. */
  network(network: Network): ElementIdentity
  volume(volume: Volume): ElementIdentity
  /** The canonical service as JSON, without what never leads to a recreation. */
  spec(service: Service): string
}

/** Keeps what labels hold from all who may read labels but not the files: only its user can open it. */
export interface Sealing {
  /** The same text has the same seal. Undefined where the user has no key: then nothing is kept in a label. */
  close(text: string): string | undefined
  /** What a label holds, also where an older version wrote it plainly; undefined if it was sealed with another key. */
  open(label: string | undefined): string | undefined
}

/** What is wanted, and the facts about the engine that decide how it is asked for. */
export interface Desired {
  /** Services that are not part of this run are in `disabled`. */
  readonly project: Project
  readonly hashing: Hashing
  readonly sealing: Sealing
  /** API version of the engine. */
  readonly api: readonly [number, number]
  /** Host files that belong into a create body (seccomp profiles), read beforehand. */
  readFile(path: string): string | undefined
  /** Variables of the user's docker configuration for containers. */
  readonly proxies?: Readonly<Record<string, string>>
  /** Digest of a host file that is a secret or config; undefined when it cannot be read. */
  fileDigest(path: string): string | undefined
}

export type RecreatePolicy = 'diverged' | 'force' | 'never'

/** What the user asked of `up`, `create` or `scale`. */
export interface UpIntent {
  /** Services named; empty is all. */
  readonly services: readonly string[]
  readonly recreate: RecreatePolicy
  readonly recreateDependencies: RecreatePolicy
  /** `-V`: do not inherit anonymous volumes. */
  readonly renewAnonymousVolumes: boolean
  /** False: a secret or config with other content recreates nothing. */
  readonly checkContents: boolean
  /** `--scale`. */
  readonly scale: Readonly<Record<string, number>>
  /** False for `create` and `--no-start`. */
  readonly start: boolean
  readonly wait: boolean
  readonly removeOrphans: boolean
  readonly ignoreOrphans: boolean
  /** Seconds a container gets to stop, instead of its own. */
  readonly timeout?: number
  /** `--build`, `--no-build`. */
  readonly build: 'needed' | 'always' | 'never'
  /** `--pull`; undefined leaves it to each service. */
  readonly pull?: string
  /** Seconds since the epoch, for pull policies that are due after a time. */
  readonly now: number
  /** Answers to questions of an earlier plan, by `code subject`; `assumeYes` answers the rest. */
  readonly answers: Readonly<Record<string, boolean>>
  readonly assumeYes: boolean
}

export type Warn = (failure: Failure) => void

/** What was answered to a question; undefined when it has still to be asked. */
export function answered(question: Question, intent: UpIntent): boolean | undefined {
  return intent.answers[`${question.code} ${question.subject}`] ?? (intent.assumeYes ? true : undefined)
}

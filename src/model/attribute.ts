import type { ContainerBody } from './container-body.ts'
import type { Failure, Where } from './failure.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import type { Field } from './shape.ts'
import type { Tree } from './tree.ts'

/**
 * A path below what the rule's owner is about: `''` is the value itself, `test` a key of it, `*` any key
 * or any list item (`ports` owns `''` and `*.target`).
 */
export type RulePath = string

/** How a plain string becomes a typed scalar after interpolation. */
export type Cast = 'boolean' | 'int' | 'float'

/** Facts that rules may need and that are the same for a whole file. */
export interface RuleContext {
  /** Directory that relative paths of this file are relative to (absolute). */
  readonly directory: string
  readonly home: string
  /** The absolute path with its first symbolic link replaced by what it leads to. */
  realPath(path: string): string
  /** Project environment: process environment over `.env`. */
  readonly environment: ReadonlyMap<string, string>
  /** Values are still `${…}` texts (`--no-interpolate`): do not fail on what does not parse. */
  readonly raw: boolean
  /** Path from the root of the model to the value the rule is run on. */
  readonly path: readonly (string | number)[]
  /** Adds a failure; its place is found from `path` (and `below`, steps further down) by the caller. */
  report(failure: (where: Where) => Failure, below?: readonly (string | number)[]): void
}

export type Transform = (value: Tree, context: RuleContext) => Tree
/** Merges an overriding value into a base; `merge` is the general rule, for use one level down. */
export type Merge = (
  base: Tree,
  over: Tree,
  context: RuleContext & { merge(base: Tree, over: Tree): Tree },
) => Tree

/**
 * What an attribute or element has to say to each stage of loading, by path. The stages own the walk;
 * the owner of the key owns the rule.
 */
export interface Rules {
  /** Casts a string after interpolation. */
  readonly cast?: Readonly<Record<RulePath, Cast>>
  /** How an overriding value meets the one below it; without a rule mappings merge and lists are appended. */
  readonly merge?: Readonly<Record<RulePath, Merge>>
  /** Identity of a list item: a later item replaces an earlier one with the same identity. */
  readonly unique?: Readonly<Record<RulePath, (item: Tree, context: RuleContext) => string>>
  /** Short form to long form. Runs on each file after merging; must leave long forms as they are. */
  readonly canonical?: Readonly<Record<RulePath, Transform>>
  /** Defaults that Compose writes into the model. */
  readonly defaults?: Readonly<Record<RulePath, Transform>>
  /** Relative path to absolute path. */
  readonly absolute?: Readonly<Record<RulePath, Transform>>
  /** Checks a value by itself, after all files are merged. */
  readonly check?: Readonly<Record<RulePath, (value: Tree, context: RuleContext) => void>>
}

/** A key of the canonical service. */
export type CanonicalKey = Exclude<keyof Service, 'name' | 'extensions'>

/** A key that may be written in a file: one has no effect at all. */
export type ServiceKey = CanonicalKey | 'pull_refresh_after'

/** What a service names and must therefore exist. */
export interface Reference {
  readonly kind: 'service' | 'network' | 'volume' | 'secret' | 'config' | 'model'
  readonly name: string
  /** Path below the service, for the message's place. */
  readonly path: readonly (string | number)[]
  /** Says what the name is for where the text needs it: `depends_on`, `build secret`. */
  readonly use: string
}

/** What `create` may look at besides the service. All of it is decided before. */
export interface CreateContext {
  readonly project: Project
  /** Final name of the container. */
  readonly containerName: string
  /** Replica number from 1; undefined for one-offs. */
  readonly number?: number
  /** API version of the engine, as `[1, 51]`. */
  readonly api: readonly [number, number]
  /** Whether the service name is an alias in its networks (not for one-offs, unless asked). */
  readonly serviceAlias: boolean
  /** Names of the containers a service has by then, for links to them. */
  containersOf(service: string): readonly string[]
  /** Reads a host file that belongs to the body (a seccomp profile); read before planning. */
  readFile(path: string): string | undefined
  /** Variables of the user's docker configuration for containers, below what the service says itself. */
  readonly proxies?: Readonly<Record<string, string>>
  /** Volumes inherited from the container that is replaced: target to volume name. */
  readonly inherited: Readonly<Record<string, string>>
  warn(failure: Failure): void
}

/**
 * One family of service keys: everything Compose knows of them, from the file to the engine. Each key of
 * the schema is owned by exactly one attribute.
 */
export interface Attribute extends ServiceRules {
  /** Canonical form of each key it owns; the service's field order is in `attributes/order.ts`. */
  readonly fields: Readonly<Partial<Record<CanonicalKey, Omit<Field, 'name'>>>>
  /** Names it refers to. */
  references?(service: Service): readonly Reference[]
  /** Writes what it means into the body of the create call. */
  create?(service: Service, body: ContainerBody, context: CreateContext): void
}

/** Rules whose paths start at the service: `ports`, `ports.*.target`. */
export type ServiceRules = Rules

/** One kind of top-level element; rule paths start at the element (`ipam.config`, `''`). */
export interface Element<T> extends Rules {
  readonly section: 'networks' | 'volumes' | 'secrets' | 'configs' | 'models'
  readonly fields: readonly Field[]
  /** Phantom: the canonical type. */
  readonly __type?: T
}

/** Who owns what: all that loading has to know of the model. */
export interface ModelRules {
  readonly attributes: readonly ServiceRules[]
  readonly elements: readonly (Rules & { readonly section: Element<unknown>['section'] })[]
}

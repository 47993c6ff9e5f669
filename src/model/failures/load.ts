import type { Cast } from '../attribute.ts'

/** What a file was to be read as. */
export type FileKind = 'compose' | 'override' | 'include' | 'extends' | 'env' | 'label'

/** Why a path gives no file to read. */
export type UnreadableReason =
  | 'missing'
  | 'directory'
  | 'not-regular'
  | 'too-large'
  /** It gives more than its size says. */
  | 'grows'
  | 'shrinks'
  | 'permission'
  | 'link-loop'
  | 'other'

type Path = readonly (string | number)[]

/** What can be wrong with compose files and the environment they are read with. */
export interface LoadFailures
  extends FileFailures,
    ProjectFailures,
    YamlFailures,
    InterpolationFailures,
    CompositionFailures,
    SchemaFailures {}

/** Files that cannot be had. */
export interface FileFailures {
  /** `named`: the variable that names it. */
  'file-not-found': { path: string; kind?: FileKind; named?: string }
  'file-not-readable': {
    path: string
    kind: FileKind
    reason: Exclude<UnreadableReason, 'missing'>
    /** The system's error code. */
    detail?: string
  }
  /** A line of an ignore file, or a pattern of a `develop.watch` rule, that means nothing. */
  'pattern-invalid': {
    pattern: string
    problem: 'class-unclosed' | 'class-member' | 'class-range' | 'backslash-last'
  }
  /** Bytes that are no UTF-8. */
  'file-not-text': { path: string }
  /** A character that YAML does not allow. */
  'control-character': { code: number }
  'remote-unsupported': { path: string; kind: FileKind }
  'env-file-name': { text: string }
  'env-file-quote': { text: string }
  /** `KEY= # note`: the note is the value. */
  'env-file-comment-value': { name: string }
}

/** What is wrong with the project as a whole. */
export interface ProjectFailures {
  /** `directory`: where the search upwards began. */
  'no-compose-file': { directory: string }
  'several-files': { kind: 'compose' | 'override'; found: readonly string[]; used: string }
  'project-empty': { files: readonly string[] }
  'project-name-invalid': { name: string; from: string; suggestion: string }
  /** Neither the directory nor `name:` has a character that a name may have. */
  'project-name-empty': { directory?: string; name?: string }
  /** The directory is a symbolic link with another name than its target. */
  'project-name-from-link': { name: string; target: string }
  'variable-not-boolean': { name: string; value: string }
  'version-obsolete': Record<never, never>
}

/** What makes a text no YAML. */
export type SyntaxCause =
  | 'alias-with-anchor'
  | 'alias-without-name'
  | 'anchor-misplaced'
  | 'anchor-name'
  | 'block-in-brackets'
  | 'colon-in-text'
  | 'colon-without-space'
  | 'comment-without-space'
  | 'conflict-marker'
  | 'escape-in-halves'
  | 'item-among-keys'
  | 'key-among-items'
  | 'key-over-lines'
  | 'key-too-long'
  | 'line-too-deep'
  | 'missing-colon'
  | 'missing-comma'
  | 'reserved-character'
  | 'second-key-on-line'
  | 'tab-as-indent'
  | 'tab-alone'
  | 'text-after-value'
  | 'two-anchors'
  | 'two-tags'
  | 'unexpected'
  | 'unknown-directive'
  | 'unknown-escape'
  | 'wrong-indent'

/** What is no YAML, or no YAML that Compose can read. */
export interface YamlFailures {
  'yaml-syntax': { cause: SyntaxCause }
  /** A quote or bracket. */
  'yaml-unclosed': { mark: string }
  'yaml-too-deep': Record<never, never>
  /** More keys, values and signs than `limit`, or a text in double quotes of more characters. */
  'yaml-too-large': { what: 'file' | 'text'; limit: number }
  'yaml-too-many-aliases': Record<never, never>
  'yaml-unknown-anchor': { name: string }
  'yaml-alias-cycle': { name: string }
  'yaml-duplicate-key': { key: string }
  'yaml-merge-not-mapping': Record<never, never>
  'yaml-key-not-string': { key: string; path: Path }
  'yaml-tag-mismatch': { tag: string; text: string }
  /** YAML takes `2020-01-01` for a date. */
  'yaml-date': { text: string }
  'document-not-mapping': { got: Kind }
}

export interface InterpolationFailures {
  'interpolation-syntax': { path: Path }
  'interpolation-too-deep': { path: Path; limit: number }
  /** In characters. */
  'interpolation-too-long': { path: Path; limit: number }
  /** All that variables make, up to this value. */
  'interpolation-too-much': { path: Path; limit: number }
  'variable-required': { name: string; message: string; path: Path }
  'variable-unset': { name: string }
  'cast-failed': { path: Path; cast: Cast; text: string }
  'boolean-obsolete': { path: Path; text: string; value: boolean }
}

/** Files and services that are put together. */
export interface CompositionFailures {
  'cannot-override': { path: Path; base: Kind; over: Kind }
  'extends-service-missing': { service: string; base: string; file?: string; suggestion?: string }
  'extends-no-services': { service: string; file: string }
  'extends-invalid': { service: string }
  /** Each step extends the next. */
  'extends-cycle': { chain: readonly { service: string; file?: string }[] }
  'include-cycle': { chain: readonly string[] }
  /** More files than any project has: they include each other in ever more ways. */
  'include-too-many': { limit: number }
  'include-invalid': { path: Path }
}

/** What a value is, in words a user knows. */
export type Kind = 'mapping' | 'list' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** What the schema does not allow. */
export interface SchemaFailures {
  /**
   * `isService`: at the top of the file, but it looks like a service. `isOutdented`: in a service whose name is
   * that of a service's key.
   */
  'unknown-key': {
    path: Path
    key: string
    suggestion?: string
    isService?: boolean
    isOutdented?: boolean
  }
  /** A service, network or the like whose name has characters that names must not have. */
  'bad-name': { path: Path; key: string }
  /** `value`: what a scalar is. `first`: the kinds of the first of several alternatives. */
  'wrong-type': {
    path: Path
    wanted: readonly Kind[]
    first: readonly Kind[]
    got: Kind
    value?: string
    isOutdented?: boolean
  }
  'missing-key': { path: Path; key: string }
  /** `isEngines`: no engine takes it; the schema does. */
  'not-allowed-value': {
    path: Path
    value: string
    allowed: readonly string[]
    suggestion?: string
    isEngines?: true
  }
  'out-of-range': { path: Path; limit: number; bound: 'at-least' | 'at-most' }
  'wrong-pattern': { path: Path; value: string; pattern: string }
  'repeated-item': { path: Path; value: string }
}

import type { UnreadableReason } from './load.ts'

/** What can be wrong with a command line. */
export interface CliFailures {
  'unknown-command': { name: string; suggestion?: string }
  'unknown-flag': { flag: string; command?: string; suggestion?: string }
  'flag-needs-value': { flag: string }
  /** `allowed` lists the values when they are few. */
  'flag-value-invalid': {
    flag: string
    value: string
    expected?: ValueKind
    allowed?: readonly string[]
    /** All names of a flag that is read by its type: `-t, --timeout`. */
    spelling?: string
  }
  /** These flags, or environment variables, contradict each other. */
  'flags-exclusive': { flags: readonly string[] }
  /** A flag that still works and has a better spelling, or none because it has no effect. */
  'flag-deprecated': { flag: string; instead?: string }
  /** `build --builder`, where only the engine's own builds. */
  'builder-passed-over': { builder: string }
  /** `logs --index`, which needs exactly one service. */
  'index-needs-one-service': Record<string, never>
  'argument-invalid': { argument: string; expected: ValueKind }
  'no-service-selected': Record<string, never>
  'attach-outside-selection': { services: readonly string[] }
  /** `cp` between two containers, or between none. */
  'copy-direction': { source: string; destination: string }
  /** `container`: its id, where an archive was to be unpacked there. */
  'copy-target-no-directory': { path: string; sourceIsDirectory?: boolean; container?: string }
  /** A path that is a link would lead the copy elsewhere. */
  'copy-through-link': { path: string }
  /** Entries of an archive that would come to lie elsewhere, or cannot be made here; `more` are not named. */
  'copy-refused': { entries: readonly { path: string; reason: CopyRefusal }[]; more: number }
  'copy-archive-broken': { reason: string }
  /** `cp SERVICE: here`. docker-compose: `bad parameter: path cannot be empty`. */
  'copy-path-empty': { service: string }
  /** In a container (its id), or here: `missing` is the first part that is not there. */
  'copy-path-missing': { path: string; container?: string; missing?: string }
  /** The folder of a file that is to be written. */
  'output-folder-missing': { folder: string; command: 'cp' | 'export' }
  /** A terminal is asked for, and input is a pipe or file. */
  'input-not-terminal': Record<string, never>
  'output-needs-file': { command: string }
  /** `bound`: each port of the host with its protocol, once for each address. */
  'port-not-published': {
    container: string
    port: string
    published: readonly string[]
    bound: readonly string[]
  }
  /** `config --explain`. `upTo` is the part of the path that leads somewhere, `known` what is there. */
  'no-such-path': { path: string; upTo: string; known: readonly string[]; suggestion?: string }
  /** `login` without a name or password where nobody can be asked. docker: `Error: Cannot perform an interactive login from a non TTY device`. */
  'login-not-interactive': Record<string, never>
  /** docker: `Must provide --username with --password-stdin`. */
  'password-without-username': Record<string, never>
  'password-on-command-line': Record<string, never>
  'login-empty': { what: 'username' | 'password' }
  'not-logged-in': { registry: string }
  'nothing-to-kill': { project: string }
  'no-stopped-containers': { project: string }
  'nothing-to-wait-for': { project: string }
  'arguments-too-few': { command: string; usage: string; min: number; given: number }
  'arguments-too-many': { command: string; usage: string; max: number; given: number; first: string }
  /** A `--format` template that cannot be read or carried out. */
  'template-invalid': { template: string; reason: string }
  /** The operating system refused something: a file that may not be written, a full disk. */
  'system-error': { code: string; syscall: string; path?: string }
  /** A file of the user's that is none that can be read. */
  'path-unreadable': { path: string; reason: UnreadableReason; detail?: string }
  /** Errors or warnings that are not shown, since there are many. */
  'more-problems': { count: number }
  /** Standard output cannot be written: the system's error code. */
  'output-unwritable': { reason: string }
  'working-directory-removed': Record<string, never>
  /** A bug: something was thrown that nobody expected. */
  'internal-error': { message: string; stack?: string }
}

/** Why an entry of an archive is not unpacked. */
export type CopyRefusal =
  | 'outside'
  | 'name'
  | 'through-link'
  | 'link-elsewhere'
  | 'no-folder'
  | 'folder-in-the-way'
  | 'device'
  | 'pipe'
  | 'kind'

/** What a value should have been. */
export type ValueKind =
  | 'whole-number'
  | 'size'
  | 'boolean'
  | 'service-replicas'
  | 'key-value'
  | 'port-number'
  | 'point-in-time'
  | 'report-file'
  | 'key-sequence'
  | 'command-line'
  | 'mount'

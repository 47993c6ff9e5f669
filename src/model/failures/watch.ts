/** What can go wrong while files are watched. */
export interface WatchFailures {
  /** No service that was asked for has anything to watch. */
  'nothing-to-watch': { services: readonly string[] }
  /** Another process watches the same project. */
  'already-watched': { project: string; holder?: string }
  /** A rule asks to rebuild a service that has no `build`. */
  'watch-without-build': { service: string; path: string }
  'watch-exec-without-command': { service: string; path: string }
  /** The service's .dockerignore leaves out all: while files are watched only what it takes back counts. */
  'watch-ignore-all': { service: string }
  /** A rule has the old spelling of `initial_sync`. */
  'watch-initial-sync-old': { service: string; path: string }
  /** All of this machine is watched. */
  'watch-root': { service: string }
  /** What a rule would copy is bind-mounted: it is in the container anyway. */
  'watch-path-mounted': { service: string; path: string }
  /** The system has no more notifications of changes to give. */
  'watch-limit-reached': { setting: string }
  'watch-unreadable': { paths: readonly string[] }
  /** The engine takes no files for a container. */
  'watch-copy-failed': { container: string; reason: string }
  /** Files could not be removed from a container. */
  'watch-remove-failed': {
    container: string
    paths: readonly string[]
    reason: string
    /** The image has no rm, rm says no, or it could not be run now. */
    cause: 'no-rm' | 'refused' | 'not-run'
  }
  'watch-exec-failed': {
    service: string
    container: string
    command: readonly string[]
    exitCode: number
    output: readonly string[]
  }
  /** The engine does not run a command in a container. */
  'watch-exec-refused': { service: string; container: string; command: readonly string[]; reason: string }
}

/** What became of a path: it was not there before, it is another now, it is there no more. */
export type ChangeKind = 'new' | 'changed' | 'gone'

export type OnChange = (path: string, kind: ChangeKind) => void

/** What is watched, and who is told. */
export interface WatchRequest {
  /** Files and directories, absolute; they need not be there yet. */
  readonly roots: readonly string[]
  /** False for directories below which nothing matters: they cost nothing. */
  reaches(directory: string): boolean
  onChange: OnChange
}

/** A watch that is established: everything that happens from now on is told. */
export interface FileWatcher {
  /** How many directories are watched; undefined where nobody counts. */
  readonly directories?: number
  close(): void
}

/** Watching by the system's notifications came to its limit, which is set by `setting`. */
export class LimitReached extends Error {
  readonly setting: string

  constructor(setting: string) {
    super(setting)
    this.setting = setting
  }
}

/**
 * What happens while images are built, for whoever shows it. A step is one Dockerfile instruction (or one
 * of BuildKit's own jobs, whose names start with `[internal]`); its `step` id is the same in all its events.
 */
export type BuildEvent = { readonly service: string } & (
  | BuildBegunEvent
  | BuildStepEvent
  | BuildLogEvent
  | BuildProgressEvent
  | BuildWarningEvent
  | BuildResultEvent
)

/** The service is among those that are built now; told of all of them before anything else. */
export interface BuildBegunEvent {
  readonly kind: 'begun'
}

/**
 * A step changed its state: `done`, `cached`, `error` and `canceled` end it. A quick step may end without
 * having been reported to start, and BuildKit starts some steps again after they ended.
 */
export interface BuildStepEvent {
  readonly kind: 'step'
  readonly step: string
  /** As BuildKit names it: `[web 2/3] RUN npm ci`. */
  readonly name: string
  readonly state: 'started' | 'done' | 'cached' | 'error' | 'canceled'
  /** How long it took; only when it ended after having started. */
  readonly seconds?: number
  /** What went wrong, with `error`. */
  readonly error?: string
}

/** One whole line that a step printed, without its line end. */
export interface BuildLogEvent {
  readonly kind: 'log'
  readonly step: string
  readonly stream: 'stdout' | 'stderr'
  readonly line: string
}

/** How far one part of a step is: a layer being pulled, the context being sent. In bytes. */
export interface BuildProgressEvent {
  readonly kind: 'progress'
  readonly step: string
  /** The part's name: a layer's digest, `transferring context:`. */
  readonly name: string
  readonly current: number
  /** Absent when it is not known. */
  readonly total?: number
  readonly done: boolean
}

/** The Dockerfile checker's advice about lines of the Dockerfile. */
export interface BuildWarningEvent {
  readonly kind: 'warning'
  readonly text: string
  readonly url?: string
  /** The Dockerfile's name and the first line that is meant, from 1. */
  readonly file?: string
  readonly line?: number
}

/** The service's image is there (or its check is over, when nothing was to be exported). */
export interface BuildResultEvent {
  readonly kind: 'built'
  readonly image?: string
  readonly seconds: number
}

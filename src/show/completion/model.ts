/** All that can be typed, as completion scripts need it. */
export interface CompletionModel {
  readonly program: string
  readonly globals: readonly CompletedFlag[]
  readonly commands: readonly CompletedCommand[]
}

export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly flags: readonly CompletedFlag[]
  /** What its arguments are. */
  readonly arguments: 'services' | 'files' | 'none'
}

export interface CompletedFlag {
  /** Without dashes. */
  readonly long: string
  readonly short?: string
  readonly help: string
  /** What its value is; undefined when it takes none. */
  readonly value?: 'file' | 'service' | 'profile' | 'other' | readonly string[]
}

/** How scripts ask for the names of services and profiles: without what could fail or take time. */
export const NAMES = { services: 'config --services', profiles: 'config --profiles' } as const

/** The spellings of a flag, the long one first. */
export function spellings({ long, short }: CompletedFlag): string[] {
  return short ? [`--${long}`, `-${short}`] : [`--${long}`]
}

/** Paths of an engine of our own; see places.mjs. */
export interface EnginePlaces {
  readonly folder: string
  readonly socket: string
  readonly apt: string
  readonly programs: string
  readonly oracle: string
  readonly registry: string
  readonly data: string
  readonly log: string
  readonly state: string
  readonly pid: string
}

export function enginePlaces(env?: Readonly<Record<string, string | undefined>>): EnginePlaces

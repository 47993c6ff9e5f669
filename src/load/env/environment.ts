import type { Place } from '../../model/place.ts'
import { Budget } from '../interpolate/template.ts'

/** Variables for interpolation, each with the line of the env file that set it, if one did. */
export class Environment {
  readonly #values: Map<string, string>
  readonly #places: Map<string, Place>
  readonly #warned: Set<string>
  /** What may be made of the variables; common to all copies. */
  readonly budget: Budget

  private constructor(
    values: Map<string, string>,
    places: Map<string, Place>,
    warned: Set<string>,
    budget: Budget,
  ) {
    this.budget = budget
    this.#values = values
    this.#places = places
    this.#warned = warned
  }

  /** The variables of a process. */
  static of(variables: Readonly<Record<string, string | undefined>>): Environment {
    const values = new Map<string, string>()
    for (const [name, value] of Object.entries(variables)) if (value !== undefined) values.set(name, value)
    return new Environment(values, new Map(), new Set(), new Budget())
  }

  get(name: string): string | undefined {
    return this.#values.get(name)
  }

  /** Where an env file set the variable. */
  placeOf(name: string): Place | undefined {
    return this.#places.get(name)
  }

  set(name: string, value: string, place?: Place): void {
    this.#values.set(name, value)
    if (place) this.#places.set(name, place)
    else this.#places.delete(name)
  }

  /** Adds what is not there yet. */
  addMissing(variables: Iterable<readonly [string, EnvValue]>): void {
    for (const [name, { value, at }] of variables) if (!this.#values.has(name)) this.set(name, value, at)
  }

  /** A copy that can be added to; warnings stay common, so that each is given once. */
  clone(): Environment {
    return new Environment(new Map(this.#values), new Map(this.#places), this.#warned, this.budget)
  }

  /** Whether this is the first time to warn of the variable. */
  warnOnce(name: string): boolean {
    if (this.#warned.has(name)) return false
    this.#warned.add(name)
    return true
  }

  toMap(): ReadonlyMap<string, string> {
    return new Map(this.#values)
  }
}

/** A variable as an env file gives it. */
export interface EnvValue {
  readonly value: string
  /** The value in the file; absent when the line only names the variable and it was taken from elsewhere. */
  readonly at?: Place
}

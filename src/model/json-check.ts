/** What a part of an answer must be; gives the first way in which it is not: ` [0].Id is no text`. */
export type Check = (value: unknown, path: string) => string | undefined

const kind =
  (name: string, is: (value: unknown) => boolean): Check =>
  (value, path) =>
    is(value) ? undefined : `${path} is no ${name}`

export const text = kind('text', (value) => typeof value === 'string')
export const number = kind('number', (value) => typeof value === 'number')
export const boolean = kind('boolean', (value) => typeof value === 'boolean')

/** Something that may be missing or null. */
export const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined || value === null ? undefined : check(value, path)

/** Null, but there. */
export const nullable =
  (check: Check): Check =>
  (value, path) =>
    value === null ? undefined : check(value, path)

export const list =
  (of: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return `${path} is no list`
    return firstOf(value.length, (i) => of(value[i], `${path}[${i}]`))
  }

/** A mapping with these fields, and whatever else. */
export function struct(fields: Readonly<Record<string, Check>> = {}): Check {
  const entries = Object.entries(fields)
  return (value, path) => {
    if (!isMapping(value)) return `${path} is no mapping`
    return firstOf(entries.length, (i) => {
      const [key, check] = entries[i] as (typeof entries)[number]
      return check(value[key], `${path}.${key}`)
    })
  }
}

/** A mapping from any key. */
export const map =
  (of: Check): Check =>
  (value, path) => {
    if (!isMapping(value)) return `${path} is no mapping`
    const keys = Object.keys(value)
    return firstOf(keys.length, (i) => of(value[keys[i] as string], `${path}.${keys[i]}`))
  }

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstOf(count: number, problem: (index: number) => string | undefined): string | undefined {
  for (let i = 0; i < count; i++) {
    const found = problem(i)
    if (found !== undefined) return found
  }
  return undefined
}

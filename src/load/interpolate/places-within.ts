import type { Place } from '../../model/place.ts'

/** How many parts of one scalar are located; it takes time that grows with the scalar. */
const LOCATED = 20

/**
 * Gives places in the source for parts of a scalar's value. Quotes, escapes and folding make value and source
 * differ, so a part is looked up by its text: its n-th appearance in the value is the n-th in the source.
 * After some parts, and for what cannot be found, it is the whole scalar's place.
 */
export function placesWithin(scalar: Place, value: string): (start: number, end: number) => Place {
  let asked = 0
  return (start, end) => {
    asked++
    return asked > LOCATED ? scalar : placeWithin(scalar, value, start, end)
  }
}

function placeWithin(scalar: Place, value: string, start: number, end: number): Place {
  const { source } = scalar
  const part = value.slice(start, end)
  let at = scalar.start - 1
  for (let left = countBefore(value, part, start); left >= 0; left--) {
    at = source.text.indexOf(part, at + 1)
    if (at < 0 || at + part.length > scalar.end) return scalar
  }
  return { source, start: at, end: at + part.length }
}

function countBefore(value: string, part: string, start: number): number {
  let count = 0
  for (let at = value.indexOf(part); at >= 0 && at < start; at = value.indexOf(part, at + 1)) count++
  return count
}

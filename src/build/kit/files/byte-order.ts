const beyondSurrogates = /[\ud800-\uffff]/

/** Sorts by the UTF-8 bytes of a name, as Go does; JavaScript's own order differs from the surrogates on. */
export function sortByBytes<T>(items: T[], nameOf: (item: T) => string): T[] {
  if (items.some((item) => beyondSurrogates.test(nameOf(item)))) {
    return items.sort((a, b) => Buffer.compare(Buffer.from(nameOf(a)), Buffer.from(nameOf(b))))
  }
  return items.sort((a, b) => compare(nameOf(a), nameOf(b)))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

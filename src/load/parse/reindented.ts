/** Where spaces were put in, in the text that came of it, and how many. */
interface Insertion {
  readonly at: number
  readonly count: number
}

/** A text with spaces put in at the start of some lines, which remembers where everything was before. */
export class Reindented {
  readonly text: string
  readonly #insertions: readonly (Insertion & { readonly before: number })[]

  constructor(text: string, insertions: readonly Insertion[] = []) {
    this.text = text
    let before = 0
    this.#insertions = insertions.map((insertion) => {
      const summed = { ...insertion, before }
      before += insertion.count
      return summed
    })
  }

  /** The lines after the first of a range, indented deeper than the line it starts in; nothing if there are none. */
  indent(start: number, end: number): Reindented | undefined {
    const count = start - this.text.lastIndexOf('\n', start) + 1
    const added: number[] = []
    for (
      let at = this.text.indexOf('\n', start) + 1;
      at > 0 && at < end;
      at = this.text.indexOf('\n', at) + 1
    ) {
      if (/^(---|\.\.\.)(\s|$)/.test(this.text.slice(at, at + 4))) return undefined
      added.push(at)
    }
    if (added.length === 0) return undefined
    return new Reindented(insert(this.text, added, ' '.repeat(count)), this.#insertionsWith(added, count))
  }

  /** The offset in the first text of an offset in this one. */
  original(offset: number): number {
    let [low, high] = [0, this.#insertions.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#insertions[middle]?.at ?? 0) < offset) low = middle + 1
      else high = middle
    }
    const last = this.#insertions[low - 1]
    return last ? offset - last.before - Math.min(last.count, offset - last.at) : offset
  }

  #insertionsWith(added: readonly number[], count: number): Insertion[] {
    const all = [
      ...this.#insertions.map((insertion) => ({ ...insertion, fresh: 0 })),
      ...added.map((at) => ({ at, count, fresh: count })),
    ].sort((a, b) => a.at - b.at)
    let shift = 0
    return all.map(({ at, count: spaces, fresh }) => {
      const moved = { at: at + shift, count: spaces }
      shift += fresh
      return moved
    })
  }
}

function insert(text: string, offsets: readonly number[], spaces: string): string {
  let result = ''
  let done = 0
  for (const offset of offsets) {
    result += text.slice(done, offset) + spaces
    done = offset
  }
  return result + text.slice(done)
}

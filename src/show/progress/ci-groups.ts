/** How a CI system is told that lines belong together. Times are milliseconds since the epoch. */
export interface GroupMarkers {
  open(group: GroupName): string
  close(group: GroupName): string
}

/** A group's heading, its number in this run, and when it began and ended. */
export interface GroupName {
  readonly title: string
  readonly number: number
  readonly began: number
  ended?: number
}

interface Group extends GroupName {
  readonly key: string
  /** Lines that wait for the group to be shown. */
  readonly lines: string[]
}

export interface GroupWriterOptions {
  readonly markers: GroupMarkers
  write(line: string): void
  now(): number
}

/**
 * Writes lines of many things that happen at once, those of each group together: CI systems know no groups that
 * interleave or nest. One group at a time is shown as it grows. What happens beside it waits until it has ended.
 */
export class GroupWriter {
  readonly #options: GroupWriterOptions
  readonly #growing = new Map<string, Group>()
  #shown: Group | undefined
  /** Lines outside groups, and groups, in the order in which they came. */
  #waiting: (string | Group)[] = []
  #count = 0

  constructor(options: GroupWriterOptions) {
    this.#options = options
  }

  /** Writes a line that is in no group. */
  outside(line: string): void {
    if (this.#shown) this.#waiting.push(line)
    else this.#options.write(line)
  }

  /** Writes a line of a group, which begins with its first line. */
  inside(key: string, title: string, line: string): void {
    const group = this.#growing.get(key) ?? this.#begin(key, title)
    if (group === this.#shown) this.#options.write(line)
    else group.lines.push(line)
  }

  /** Ends a group, if there is one. */
  end(key: string): void {
    const group = this.#growing.get(key)
    if (!group) return
    group.ended = this.#options.now()
    this.#growing.delete(key)
    if (group === this.#shown) this.#close(group)
  }

  /** Ends all groups. */
  endAll(): void {
    for (const key of [...this.#growing.keys()]) this.end(key)
  }

  #begin(key: string, title: string): Group {
    this.#count++
    const group: Group = { key, title, number: this.#count, began: this.#options.now(), lines: [] }
    this.#growing.set(key, group)
    if (this.#shown) this.#waiting.push(group)
    else this.#show(group)
    return group
  }

  #show(group: Group): void {
    const { write, markers } = this.#options
    this.#shown = group
    write(markers.open(group))
    group.lines.forEach(write)
    if (group.ended !== undefined) this.#close(group)
  }

  #close(group: Group): void {
    this.#options.write(this.#options.markers.close(group))
    this.#shown = undefined
    while (!this.#shown) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      if (typeof next === 'string') this.#options.write(next)
      else this.#show(next)
    }
  }
}

/** GitHub Actions, and those that read its commands. */
export const githubMarkers: GroupMarkers = {
  open: ({ title }) => `::group::${title}`,
  close: () => '::endgroup::',
}

/** GitLab: sections have a name of their own and times in seconds. */
export const gitlabMarkers: GroupMarkers = {
  open: (group) =>
    `\u001b[0Ksection_start:${seconds(group.began)}:${sectionName(group)}[collapsed=true]\r\u001b[0K${group.title}`,
  close: (group) =>
    `\u001b[0Ksection_end:${seconds(group.ended ?? group.began)}:${sectionName(group)}\r\u001b[0K`,
}

/** Unlike any other of the job, also where tscompose is called several times. */
function sectionName({ title, number, began }: GroupName): string {
  return `${title.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${began}_${number}`
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

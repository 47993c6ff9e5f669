import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take minutes, the longest first. Begun late, each would go on alone while other workers are idle. */
const LONG = [
  'corpus',
  'killed',
  'faults',
  'command-lines',
  'engine-restart',
  'interrupted',
  'update',
  'engines',
]

/** Files in the order of what they take; those that are not known to be long as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/scenarios/${name}.test.ts`))
  return place === -1 ? LONG.length : place
}

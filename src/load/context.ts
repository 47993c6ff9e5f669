import type { RuleContext } from '../model/attribute.ts'
import type { Failure, Where } from '../model/failure.ts'
import type { Tree } from '../model/tree.ts'
import { whereIs } from '../model/where.ts'
import { firstLinkResolved } from './first-link.ts'
import type { Reporter } from './report.ts'

/** What is the same for all rules that are run over one file, or over the merged files of one project. */
export interface Frame {
  readonly directory: string
  readonly home: string
  readonly environment: ReadonlyMap<string, string>
  readonly raw: boolean
  readonly report: Reporter
}

type Path = readonly (string | number)[]

/** What a rule may know where it is run: `path` is that of its value, `root` is where paths start. */
export function ruleContext(frame: Frame, root: Tree, path: Path): RuleContext {
  return {
    directory: frame.directory,
    home: frame.home,
    environment: frame.environment,
    raw: frame.raw,
    realPath: firstLinkResolved,
    path,
    report(make: (where: Where) => Failure, below: Path = []) {
      frame.report.add(make(whereIs(root, [...path, ...below])))
    },
  }
}

import type { Loaded } from '../../model/loaded.ts'
import type { Project } from '../../model/project.ts'
import type { Rule } from '../../watch/rules/rule.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { completeProject } from '../steps/desired.ts'
import { load, type Selection } from '../steps/project.ts'
import { projectFiles } from './project-files.ts'
import { readRules } from './read-rules.ts'

/** A project as it was read last, and what is to be watched of it. */
export interface WatchedProject {
  readonly loaded: Loaded
  readonly project: Project
  readonly rules: readonly Rule[]
  /** Files that make the project what it is. */
  readonly files: readonly string[]
}

/** Reads the project and its rules; warnings are reported. */
export async function readWatched(context: Context, selection: Selection): Promise<WatchedProject> {
  const loaded = await load(context)
  const project = await completeProject(context, loaded, selection)
  const { rules, warnings, ignoreFiles } = readRules(project)
  await report(warnings, context)
  return { loaded, project, rules, files: [...new Set([...projectFiles(loaded, project), ...ignoreFiles])] }
}

import type { ProgressMode } from '../show/progress/create-progress.ts'
import type { ProgressKind } from './appearance.ts'
import { isTrue } from './steps/environment-switch.ts'

export interface ProgressQuestion {
  /** Of the stream that progress goes to. */
  readonly isTerminal: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** How progress of the kind asked for is shown here: `auto` draws on terminals and knows the CI systems. */
export function progressModeOf(
  asked: ProgressKind,
  { isTerminal, environment }: ProgressQuestion,
): ProgressMode {
  const ci = ciOf(environment)
  if (asked === 'ci') return ci ?? 'github'
  if (asked !== 'auto') return asked
  if (isTerminal) return environment.TERM === 'dumb' ? 'plain' : 'tty'
  return ci ?? 'plain'
}

/** The CI system that runs us, by the variable that each promises to set; Gitea and Forgejo set GitHub's. */
function ciOf(environment: ProgressQuestion['environment']): 'github' | 'gitlab' | undefined {
  if (isTrue(environment.GITHUB_ACTIONS)) return 'github'
  return isTrue(environment.GITLAB_CI) ? 'gitlab' : undefined
}

import { expect, it } from 'vitest'
import type { ProgressKind } from '../../src/cli/appearance.ts'
import { progressModeOf } from '../../src/cli/progress-mode.ts'

const github = { GITHUB_ACTIONS: 'true' }
const gitlab = { GITLAB_CI: 'true' }

it.each([
  ['auto', true, {}, 'tty'],
  ['auto', true, { TERM: 'dumb' }, 'plain'],
  ['auto', false, {}, 'plain'],
  ['auto', false, github, 'github'],
  ['auto', false, gitlab, 'gitlab'],
  ['auto', false, { GITHUB_ACTIONS: 'false' }, 'plain'],
  ['auto', false, { CI: 'true' }, 'plain'],
  ['auto', true, github, 'tty'],
  ['plain', false, github, 'plain'],
  ['json', false, gitlab, 'json'],
  ['quiet', false, github, 'quiet'],
  ['ci', false, {}, 'github'],
  ['ci', true, gitlab, 'gitlab'],
] satisfies readonly (readonly [ProgressKind, boolean, Record<string, string>, string])[])(
  '--progress %s, on a terminal: %s, with %j is shown as %s',
  (asked, isTerminal, environment, mode) => {
    expect(progressModeOf(asked, { isTerminal, environment })).toBe(mode)
  },
)

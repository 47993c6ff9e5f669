import { Failed, failure } from '../model/failure.ts'
import { type Globals, PROGRESS_KINDS } from './globals.ts'

export type Ansi = 'never' | 'always' | 'auto'
export type ProgressKind = (typeof PROGRESS_KINDS)[number]

/** How this run shows things. */
export interface Appearance {
  readonly ansi: Ansi
  readonly progress: ProgressKind
}

/** What `--ansi`, `--progress` and their environment variables come to; fails on contradictions. */
export function appearanceOf(
  globals: Pick<Globals, 'ansi' | 'noAnsi' | 'progress'>,
  environment: Readonly<Record<string, string | undefined>>,
): Appearance {
  const ansi = readAnsi(globals, environment)
  const progress = readProgress(globals.progress || environment.COMPOSE_PROGRESS || 'auto')
  if (progress === 'tty' && ansi === 'never') throw exclusive('--progress tty', '--ansi never')
  if (progress === 'plain' && ansi === 'always') throw exclusive('--progress plain', '--ansi always')
  return { ansi, progress: progress === 'auto' ? progressByAnsi(ansi) : progress }
}

/** How a command line that could not be read is reported. */
export const plainAppearance: Appearance = { ansi: 'auto', progress: 'auto' }

function readAnsi(
  { ansi, noAnsi }: Pick<Globals, 'ansi' | 'noAnsi'>,
  environment: Readonly<Record<string, string | undefined>>,
): Ansi {
  if (noAnsi && ansi !== 'auto') throw exclusive('--no-ansi', '--ansi')
  const asked = noAnsi ? 'never' : ansi === 'auto' ? (environment.COMPOSE_ANSI ?? 'auto') : ansi
  return asked === 'never' || asked === 'always' ? asked : 'auto'
}

function readProgress(value: string): ProgressKind {
  if (value === 'none') return 'quiet'
  if (PROGRESS_KINDS.some((kind) => kind === value)) return value as ProgressKind
  throw new Failed(failure('flag-value-invalid', { flag: '--progress', value, allowed: PROGRESS_KINDS }))
}

function progressByAnsi(ansi: Ansi): ProgressKind {
  return ansi === 'never' ? 'plain' : ansi === 'always' ? 'tty' : 'auto'
}

function exclusive(...flags: string[]): Failed {
  return new Failed(failure('flags-exclusive', { flags }))
}

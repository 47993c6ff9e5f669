import { Failed, type Failure, failure, warning } from '../model/failure.ts'
import { bool, type FlagValues, integerOr, list, text, textOr } from './flag.ts'

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal']

/** What `--progress` and COMPOSE_PROGRESS can be. */
export const PROGRESS_KINDS = ['auto', 'tty', 'plain', 'json', 'quiet', 'ci'] as const

/** The flags that stand before the command. */
export const globalFlags = {
  allResources: bool('--all-resources', 'Include all resources, even those that no service uses'),
  ansi: textOr('--ansi', 'auto', 'Whether to print ANSI control characters: never, always or auto', {
    choices: ['never', 'always', 'auto'],
  }),
  compatibility: bool('--compatibility', 'Name containers with _ as Compose V1 did'),
  context: text('--context', 'Docker context to use', { hidden: true }),
  debug: bool('-D, --debug', 'Show more of what is done', { hidden: true }),
  dryRun: bool('--dry-run', 'Show what would be done and do nothing'),
  envFile: list('--env-file', 'Environment file to use instead of .env', { value: 'FILE' }),
  file: list('-f, --file', 'Compose file', { value: 'FILE' }),
  host: text('-H, --host', 'Address of the engine', { hidden: true }),
  insecureRegistry: list('--insecure-registry', 'Registry to talk to without TLS', { hidden: true }),
  lockTimeout: integerOr(
    '--lock-timeout',
    -1,
    'Seconds to wait for another process that changes the project; -1 for as long as it takes',
    {
      value: 'SECONDS',
    },
  ),
  logLevel: text('--log-level', 'Accepted for compatibility', { hidden: true, choices: LOG_LEVELS }),
  noAnsi: bool('--no-ansi', 'Deprecated: --ansi never', { hidden: true }),
  parallel: integerOr('--parallel', -1, 'How many things to do at once; -1 for no limit', { value: 'N' }),
  profile: list('--profile', 'Profile to enable', { value: 'PROFILE' }),
  progress: text('--progress', 'How progress is shown: auto, tty, plain, json, quiet or ci', {
    value: 'KIND',
    choices: PROGRESS_KINDS,
  }),
  projectDirectory: text('--project-directory', 'Directory that relative paths are relative to', {
    value: 'DIR',
  }),
  projectName: text('-p, --project-name', 'Project name', { value: 'NAME' }),
  tls: bool('--tls', 'Use TLS', { hidden: true }),
  tlscacert: text('--tlscacert', 'Certificate authority to trust', { hidden: true }),
  tlscert: text('--tlscert', 'Client certificate', { hidden: true }),
  tlskey: text('--tlskey', 'Client key', { hidden: true }),
  tlsverify: bool('--tlsverify', 'Use TLS and verify the engine', { hidden: true }),
  verbose: bool('--verbose', 'Show more of what is done', { hidden: true }),
  version: bool('-v, --version', 'Show the version', { hidden: true }),
  workdir: text('--workdir', 'Deprecated: --project-directory', { hidden: true }),
} as const

export type Globals = FlagValues<typeof globalFlags>

/** Fails on global flags that contradict each other; gives warnings of those that are deprecated. */
export function checkGlobals({ logLevel, noAnsi, projectDirectory, workdir }: Globals): Failure[] {
  if (logLevel !== undefined && !LOG_LEVELS.includes(logLevel)) {
    throw new Failed(
      failure('flag-value-invalid', { flag: '--log-level', value: logLevel, allowed: LOG_LEVELS }),
    )
  }
  if (workdir && projectDirectory) {
    throw new Failed(failure('flags-exclusive', { flags: ['--workdir', '--project-directory'] }))
  }
  return [
    ...(noAnsi ? [warning('flag-deprecated', { flag: '--no-ansi', instead: '--ansi never' })] : []),
    ...(workdir ? [warning('flag-deprecated', { flag: '--workdir', instead: '--project-directory' })] : []),
  ]
}

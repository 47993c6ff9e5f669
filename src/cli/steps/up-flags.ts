import { Failed, failure } from '../../model/failure.ts'
import type { UpIntent } from '../../plan/desired.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, integer, integerOr, list, maybe, text } from '../flag.ts'
import { createFlags, createIntent, exclude } from './create-flags.ts'
import { healFlag } from './heal-flag.ts'

/** Flags of `up`. */
export const upFlags = {
  ...createFlags,
  abortOnContainerExit: bool('--abort-on-container-exit', 'Stop everything when a container exits'),
  abortOnContainerFailure: bool('--abort-on-container-failure', 'Stop everything when a container fails'),
  alwaysRecreateDeps: bool('--always-recreate-deps', 'Make containers of dependencies anew too'),
  attach: list('--attach', 'Show only the output of this service', { value: 'SERVICE' }),
  attachDependencies: bool('--attach-dependencies', 'Show the output of dependencies too'),
  detach: bool('-d, --detach', 'Start containers and return'),
  exitCodeFrom: text('--exit-code-from', "End with this service's exit code when it exits", {
    value: 'SERVICE',
  }),
  heal: healFlag,
  menu: maybe('--menu', 'Show keys that can be pressed while attached'),
  noAttach: list('--no-attach', 'Do not show the output of this service', { value: 'SERVICE' }),
  noColor: bool('--no-color', 'Without colours'),
  noDeps: bool('--no-deps', 'Leave services they depend on alone'),
  noLogPrefix: bool('--no-log-prefix', "Without the containers' names"),
  noStart: bool('--no-start', 'Create and do not start'),
  quietBuild: bool('--quiet-build', 'Build without showing output'),
  renewAnonVolumes: bool('-V, --renew-anon-volumes', 'Do not keep what is in anonymous volumes'),
  timeout: integer('-t, --timeout', 'Seconds to stop in, before being killed', { value: 'SECONDS' }),
  timestamps: bool('--timestamps', 'With the time of each line'),
  wait: bool('--wait', 'Return once services are running or healthy'),
  waitTimeout: integerOr('--wait-timeout', 0, 'Seconds to wait at most', { value: 'SECONDS' }),
  watch: bool('-w, --watch', 'Update containers when source files change'),
} as const

export type UpFlags = FlagValues<typeof upFlags>

/** What ends a foreground `up` besides its user. */
export type Cascade = 'never' | 'on-exit' | 'on-failure'

/** How `up` goes on once containers are there. */
export interface UpMode {
  readonly detached: boolean
  readonly cascade: Cascade
  readonly exitCodeFrom: string | undefined
}

/** Checks flags against each other, by Compose's rules. */
export function readUpMode(flags: UpFlags): UpMode {
  const { exitCodeFrom, attach, attachDependencies, watch } = flags
  const onFailure = flags.abortOnContainerFailure
  const onExit = flags.abortOnContainerExit || (Boolean(exitCodeFrom) && !onFailure)
  exclude(onFailure, '--abort-on-container-failure', onExit, '--abort-on-container-exit')
  if (flags.waitTimeout < 0) {
    const value = `${flags.waitTimeout}`
    throw new Failed(
      failure('flag-value-invalid', { flag: '--wait-timeout', value, expected: 'whole-number' }),
    )
  }
  const detached = flags.detach || flags.wait
  const detaching = flags.wait ? '--wait' : '--detach'
  exclude(detached, detaching, onExit, exitCodeFrom ? '--exit-code-from' : '--abort-on-container-exit')
  exclude(detached, detaching, onFailure, '--abort-on-container-failure')
  exclude(detached, detaching, attach.length > 0, '--attach')
  exclude(detached, detaching, attachDependencies, '--attach-dependencies')
  exclude(detached, detaching, watch, '--watch')
  exclude(detached, detaching, flags.heal, '--heal')
  exclude(attach.length > 0, '--attach', attachDependencies, '--attach-dependencies')
  exclude(flags.noRecreate, '--no-recreate', flags.renewAnonVolumes, '--renew-anon-volumes')
  exclude(flags.noRecreate, '--no-recreate', flags.alwaysRecreateDeps, '--always-recreate-deps')
  exclude(flags.noBuild, '--no-build', watch, '--watch')
  return {
    detached,
    cascade: onFailure ? 'on-failure' : onExit ? 'on-exit' : 'never',
    exitCodeFrom: exitCodeFrom || undefined,
  }
}

/** What `up` is to make of the project. */
export function upIntent(
  context: Pick<Context, 'environment' | 'now'>,
  flags: UpFlags,
  services: readonly string[],
): UpIntent {
  const intent = createIntent(context, flags, services)
  return {
    ...intent,
    start: !flags.noStart,
    wait: flags.wait,
    renewAnonymousVolumes: flags.renewAnonVolumes,
    // Anonymous volumes are renewed by making the container anew.
    recreate: flags.renewAnonVolumes ? 'force' : intent.recreate,
    recreateDependencies: flags.alwaysRecreateDeps ? 'force' : intent.recreateDependencies,
    ...(flags.timeout !== undefined && { timeout: flags.timeout }),
  }
}

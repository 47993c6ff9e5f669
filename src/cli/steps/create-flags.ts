import { Failed, failure } from '../../model/failure.ts'
import type { UpIntent } from '../../plan/desired.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, isWholeNumber, list, maybe, text } from '../flag.ts'
import { isTrue, orphansByEnvironment } from './environment-switch.ts'

const pullPolicies = ['always', 'missing', 'never', 'build', 'if_not_present'] as const

/** Flags of every command that creates containers for services. */
export const createFlags = {
  build: bool('--build', 'Build images first'),
  forceRecreate: bool('--force-recreate', 'Make containers anew even if nothing has changed'),
  noContentCheck: bool(
    '--no-content-check',
    'Keep containers whose secrets or configs hold something else now',
  ),
  noBuild: bool('--no-build', 'Do not build images, even missing ones'),
  noRecreate: bool('--no-recreate', 'Leave containers that are there as they are'),
  pull: text('--pull', 'When to pull images: always, missing, never or build', {
    value: 'POLICY',
    choices: pullPolicies.slice(0, 4),
  }),
  quietPull: bool('--quiet-pull', 'Pull without showing progress'),
  removeOrphans: maybe('--remove-orphans', 'Remove containers of services that are no longer declared'),
  scale: list('--scale', 'How many containers of a service: SERVICE=N', { value: 'SERVICE=N' }),
  yes: bool('-y, --yes', 'Answer every question with yes', { aliases: ['y'] }),
} as const

/** What is intended when no flag says otherwise: to create what is missing and nothing more. */
export function plainIntent({ environment, now }: Surroundings, services: readonly string[]): UpIntent {
  return {
    services,
    recreate: 'diverged',
    recreateDependencies: 'diverged',
    renewAnonymousVolumes: false,
    checkContents: true,
    scale: {},
    start: false,
    wait: false,
    removeOrphans: orphansByEnvironment(environment),
    ignoreOrphans: isTrue(environment.COMPOSE_IGNORE_ORPHANS),
    build: 'needed',
    now: now() / 1000,
    answers: {},
    assumeYes: false,
  }
}

/** What the flags come to, before anything else of the command is known. */
export function createIntent(
  context: Surroundings,
  flags: FlagValues<typeof createFlags>,
  services: readonly string[],
): UpIntent {
  exclude(flags.build, '--build', flags.noBuild, '--no-build')
  exclude(flags.forceRecreate, '--force-recreate', flags.noRecreate, '--no-recreate')
  const plain = plainIntent(context, services)
  const removeOrphans = flags.removeOrphans ?? plain.removeOrphans
  exclude(removeOrphans, '--remove-orphans', plain.ignoreOrphans, 'COMPOSE_IGNORE_ORPHANS')
  return {
    ...plain,
    removeOrphans,
    checkContents: !flags.noContentCheck,
    recreate: flags.noRecreate ? 'never' : flags.forceRecreate ? 'force' : 'diverged',
    recreateDependencies: flags.noRecreate ? 'never' : 'diverged',
    scale: readScale(flags.scale, '--scale'),
    build: flags.noBuild ? 'never' : flags.build ? 'always' : 'needed',
    ...readPull(flags.pull),
    assumeYes: flags.yes,
  }
}

type Surroundings = Pick<Context, 'environment' | 'now'>

/** Fails when both of two flags were given. */
export function exclude(a: unknown, nameOfA: string, b: unknown, nameOfB: string): void {
  if (a && b) throw new Failed(failure('flags-exclusive', { flags: [nameOfA, nameOfB] }))
}

/** Reads `web=3`; `flag` is what it was given to, for the message. */
export function readScale(entries: readonly string[], flag: string): Record<string, number> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [service, count = ''] = /^([^=]+)=(\d+)$/.exec(entry)?.slice(1) ?? []
      if (service === undefined || !isWholeNumber(count)) {
        throw new Failed(failure('flag-value-invalid', { flag, value: entry, expected: 'service-replicas' }))
      }
      return [service, Number(count)]
    }),
  )
}

/** Reads `--pull`; nothing when each service's own policy holds. */
export function readPull(value: string | undefined): Pick<UpIntent, 'pull'> {
  // `policy`, the default in help texts, leaves it to each service.
  if (value === undefined || value === 'policy') return {}
  if ((pullPolicies as readonly string[]).includes(value)) return { pull: value }
  const allowed = pullPolicies.slice(0, 4)
  throw new Failed(failure('flag-value-invalid', { flag: '--pull', value, allowed }))
}

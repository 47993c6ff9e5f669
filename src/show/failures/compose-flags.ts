import type { FailurePayloads } from '../../model/failure.ts'

// Docker Compose's words for what is wrong with a command line.

/** Flags that docker-compose refuses together, in the order in which it names them. */
const PAIRS = [
  ['--build', '--no-build'],
  ['--force-recreate', '--no-recreate'],
  ['--no-recreate', '--renew-anon-volumes'],
  ['--always-recreate-deps', '--no-recreate'],
] as const

/** What it says of flags that exclude each other. */
export function exclusiveSentence(flags: readonly string[]): string | undefined {
  const pair = PAIRS.find((both) => both.every((flag) => flags.includes(flag)))
  if (pair) return `${pair[0]} and ${pair[1]} are incompatible`
  if (flags.includes('--abort-on-container-exit') && flags.includes('--abort-on-container-failure'))
    return '--abort-on-container-failure cannot be combined with --abort-on-container-exit'
  if (flags.includes('--detach'))
    return '--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch'
  if (flags.includes('--wait'))
    return '--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies'
  return undefined
}

const PARSERS: Readonly<Record<string, string>> = { 'whole-number': 'ParseInt', boolean: 'ParseBool' }

/** What it says of a value that a flag cannot have; nothing where it takes any. */
export function flagSentence(data: FailurePayloads['flag-value-invalid']): string | undefined {
  const { flag, value, expected = '', allowed = [], spelling = flag } = data
  const parser = flag.startsWith('--') ? PARSERS[expected] : undefined
  if (parser)
    return `invalid argument "${value}" for "${spelling}" flag: strconv.${parser}: parsing "${value}": invalid syntax`
  const made: Readonly<Record<string, string>> = {
    '--progress': `unsupported --progress value "${value}"`,
    '--pull': `invalid --pull option "${value}"`,
    '--rmi': `invalid value for --rmi: "${value}"`,
    '--filter': filterSentence(value, allowed),
    '--scale': value.includes('=')
      ? `strconv.Atoi: parsing "${value.slice(value.indexOf('=') + 1)}": invalid syntax`
      : `invalid --scale option "${value}". Should be SERVICE=NUM`,
    '--format': allowed.includes('table')
      ? `format value "${value}" could not be parsed: parsing failed`
      : `unsupported format "${value}"`,
    COMPOSE_PARALLEL_LIMIT: `COMPOSE_PARALLEL_LIMIT must be an integer (found: "${value}")`,
    scale: `invalid scale specifier: ${value.includes('=') ? "can't parse replica value as int: " : ''}${value}`,
  }
  return made[flag]
}

/** `ls` and `ps` have different words. */
function filterSentence(value: string, allowed: readonly string[]): string {
  const key = value.replace(/=.*/s, '')
  if (allowed.includes('name=TEXT')) return `invalid filter '${key}'`
  return value.includes('=') ? `unknown filter ${key}` : 'arguments to --filter should be in form KEY=VAL'
}

/** Most commands leave it to one rule; three have their own. */
export function tooFewSentence(command: string, min: number, given: number): string {
  if (command === 'cp') return "docker: 'docker compose cp' requires 2 arguments"
  if (command === 'wait') return "docker: 'docker compose wait' requires at least 1 argument"
  if (command === 'commit') return `accepts between 1 and 2 arg(s), received ${given}`
  return `requires at least ${min} arg(s), only received ${given}`
}

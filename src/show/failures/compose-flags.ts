import type { FailurePayloads } from '../../model/failure.ts'

// Docker Compose's words for what is wrong with a command line.

/** Flags that docker-compose refuses together, in the order in which it names them, and its words if they are others. */
const PAIRS: readonly (readonly [one: string, other: string, sentence?: string])[] = [
  ['--build', '--no-build'],
  ['--no-build', '--watch'],
  ['--force-recreate', '--no-recreate'],
  ['--no-recreate', '--renew-anon-volumes'],
  ['--always-recreate-deps', '--no-recreate'],
  ['--service-ports', '--publish'],
  ['--attach', '--attach-dependencies', 'cannot combine --attach and --attach-dependencies'],
  ['--tty', '--no-tty', "--tty and --no-TTY can't be used together"],
  ['--no-ansi', '--ansi', 'cannot specify DEPRECATED "--no-ansi" and "--ansi". Please use only "--ansi"'],
  [
    '--workdir',
    '--project-directory',
    'cannot specify DEPRECATED "--workdir" and "--project-directory". Please use only "--project-directory" instead',
  ],
  ['--progress tty', '--ansi never', "can't use --progress tty while ANSI support is disabled"],
  ['--progress plain', '--ansi always', "can't use --progress plain while ANSI support is forced"],
]

/** What it says of flags that exclude each other. */
export function exclusiveSentence(flags: readonly string[]): string | undefined {
  const pair = PAIRS.find(([one, other]) => flags.includes(one) && flags.includes(other))
  if (pair) return pair[2] ?? `${pair[0]} and ${pair[1]} are incompatible`
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
  if (parser) return `invalid argument "${value}" for "${spelling}" flag: ${numberSentence(value, parser)}`
  if (expected === 'point-in-time')
    return `invalid value for "${flag.slice(2)}": failed to parse value as time or duration: "${value}"`
  const made: Readonly<Record<string, string | undefined>> = {
    '--progress': `unsupported --progress value "${value}"`,
    '--pull': `invalid --pull option "${value}"`,
    '--rmi': `invalid value for --rmi: "${value}"`,
    '--filter': filterSentence(value, allowed),
    '--scale': value.includes('=')
      ? numberSentence(value.slice(value.indexOf('=') + 1), 'Atoi')
      : `invalid --scale option "${value}". Should be SERVICE=NUM`,
    '--format': allowed.includes('table')
      ? `format value "${value}" could not be parsed: parsing failed`
      : `unsupported format "${value}"`,
    '--label': 'label must be set as KEY=VALUE',
    '--log-level': `Unable to parse logging level: ${value}`,
    '--memory': `invalid argument "${value}" for "-m, --memory" flag: invalid size: '${value}'`,
    '--volume': value === '' ? 'invalid empty volume spec' : undefined,
    '--entrypoint': 'invalid command line string',
    COMPOSE_PARALLEL_LIMIT: `COMPOSE_PARALLEL_LIMIT must be an integer (found: "${value}")`,
    scale: `invalid scale specifier: ${value.includes('=') ? "can't parse replica value as int: " : ''}${value}`,
  }
  return made[flag]
}

/** What Go's functions say of a text that is no number, or one that they cannot hold. */
export function numberSentence(text: string, parser: string): string {
  return `strconv.${parser}: parsing "${text}": ${/^[+-]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'}`
}

/** `ls` and `ps` have different words. */
function filterSentence(value: string, allowed: readonly string[]): string {
  const key = value.replace(/=.*/s, '')
  const isPair = value.includes('=')
  if (allowed.includes('name=TEXT')) {
    return isPair
      ? `invalid filter '${key}'`
      : `invalid argument "${value}" for "--filter" flag: bad format of filter (expected name=value)`
  }
  if (!isPair) return 'arguments to --filter should be in form KEY=VAL'
  return key === 'source' ? 'not implemented' : `unknown filter ${key}`
}

/** Most commands leave it to one rule; three have their own. */
export function tooFewSentence(command: string, min: number, given: number): string {
  if (command === 'wait') return "docker: 'docker compose wait' requires at least 1 argument"
  return ownArity(command, given) ?? `requires at least ${min} arg(s), only received ${given}`
}

export function tooManySentence({
  command,
  max,
  given,
  first,
}: FailurePayloads['arguments-too-many']): string {
  if (max === 0) return `unknown command "${first}" for "docker compose ${command}"`
  return ownArity(command, given) ?? `accepts at most ${max} arg(s), received ${given}`
}

function ownArity(command: string, given: number): string | undefined {
  if (command === 'cp') return "docker: 'docker compose cp' requires 2 arguments"
  return command === 'commit' ? `accepts between 1 and 2 arg(s), received ${given}` : undefined
}

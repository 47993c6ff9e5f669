import { exposedPorts } from '../../attributes/ports.ts'
import { closest } from '../../model/closest.ts'
import type { Service } from '../../model/service.ts'
import type { Expected } from '../../model/shape.ts'
import type { Path } from '../decode.ts'
import type { CheckContext } from './context.ts'

/** Values that an engine knows, beside those that are a prefix and a name. Podman knows more than Docker. */
interface Mode {
  readonly words: readonly string[]
  /** What stands before a colon. */
  readonly prefixes: readonly string[]
  /** Any other word is a name. */
  readonly isOpen?: true
}

const MODES: Readonly<
  Partial<Record<'network_mode' | 'ipc' | 'pid' | 'uts' | 'userns_mode' | 'isolation', Mode>>
> = {
  network_mode: {
    words: ['bridge', 'host', 'none'],
    prefixes: ['service', 'container', 'ns', 'bridge', 'pasta', 'slirp4netns'],
    isOpen: true,
  },
  ipc: {
    words: ['none', 'private', 'shareable', 'host'],
    prefixes: ['service', 'container', 'ns'],
  },
  pid: { words: ['host', 'private'], prefixes: ['service', 'container', 'ns'] },
  uts: { words: ['host', 'private'], prefixes: ['container', 'ns'] },
  userns_mode: {
    words: ['host', 'private', 'auto', 'keep-id', 'nomap'],
    prefixes: ['container', 'ns', 'auto', 'keep-id'],
  },
  isolation: { words: ['default', 'process', 'hyperv'], prefixes: [] },
}

const RESTARTS = ['no', 'always', 'on-failure', 'unless-stopped']
const CONDITIONS = ['none', 'on-failure', 'any', 'always', 'unless-stopped', 'no']
const PROPAGATIONS = ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']
const ULIMITS =
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ')

/** Values of closed sets that the schema leaves open: the engine would refuse them in the middle of an `up`. */
export function checkEngineValues(context: CheckContext): void {
  const { service } = context
  checkRestart(context)
  for (const [key, mode] of Object.entries(MODES)) {
    const value = service[key as keyof typeof MODES]
    if (value && !isMode(value, mode)) {
      const withNames = mode.prefixes.map((prefix) => `${prefix}:…`)
      refuse(context, [key], value, [...mode.words, ...withNames], mode.words)
    }
  }
  service.volumes?.forEach(({ bind }, index) => {
    const path = ['volumes', index, 'bind', 'propagation']
    allowOnly(context, path, bind?.propagation, PROPAGATIONS)
  })
  for (const name of Object.keys(service.ulimits ?? {})) allowOnly(context, ['ulimits', name], name, ULIMITS)
  checkForms(context)
}

/** `deploy.restart_policy` takes the place of `restart`. */
function checkRestart(context: CheckContext): void {
  const { restart, deploy } = context.service
  const policy = deploy?.restart_policy
  if (policy) allowOnly(context, ['deploy', 'restart_policy', 'condition'], policy.condition, CONDITIONS)
  else if (restart && !RESTARTS.includes(restart) && !/^on-failure:\d+$/.test(restart))
    refuse(context, ['restart'], restart, [...RESTARTS, 'on-failure:N'], RESTARTS)
}

function isMode(value: string, { words, prefixes, isOpen }: Mode): boolean {
  const colon = value.indexOf(':')
  if (colon < 0)
    return isOpen
      ? !prefixes.some((prefix) => prefix === value && !words.includes(value))
      : words.includes(value)
  return prefixes.includes(value.slice(0, colon)) && colon < value.length - 1
}

/** Ports, capabilities and signals by their form: which there are is a matter of the machine. */
function checkForms(context: CheckContext): void {
  const { service } = context
  for (const key of ['cap_add', 'cap_drop'] as const)
    service[key]?.forEach((value, index) => {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(value)) wrongForm(context, [key, index], value, 'capability')
    })
  service.expose?.forEach((value, index) => {
    if (!exposedPorts(value)) wrongForm(context, ['expose', index], value, 'port')
  })
  const signal = service.stop_signal
  if (signal && !isSignal(signal)) wrongForm(context, ['stop_signal'], signal, 'signal')
}

const SIGNALS =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU UNUSED URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'.split(
    ' ',
  )
const MOST_SIGNALS = 64

function isSignal(text: string): boolean {
  if (/^\d+$/.test(text)) return Number(text) > 0 && Number(text) <= MOST_SIGNALS
  const name = text.toUpperCase().replace(/^SIG/, '')
  return SIGNALS.includes(name) || /^RTMIN\+([1-9]|1[0-5])$|^RTMAX-([1-9]|1[0-4])$/.test(name)
}

function allowOnly(
  context: CheckContext,
  path: Path,
  value: string | undefined,
  allowed: readonly string[],
): void {
  if (value && !allowed.includes(value)) refuse(context, path, value, allowed, allowed)
}

function refuse(
  { service, report }: CheckContext,
  path: Path,
  value: string,
  allowed: readonly string[],
  words: readonly string[],
): void {
  const suggestion = closest(value, words)
  const whole = pathOf(service, path)
  report(
    'not-allowed-value',
    {
      path: whole,
      value,
      allowed,
      isEngines: true as const,
      ...(suggestion && { suggestion }),
    },
    ...path,
  )
}

function wrongForm({ service, report }: CheckContext, path: Path, value: string, expected: Expected): void {
  report('value-invalid', { path: pathOf(service, path), expected, value }, ...path)
}

function pathOf({ name }: Service, path: Path): Path {
  return ['services', name, ...path]
}

import { resolve as resolvePath } from 'node:path'
import { readCommandLine } from '../../attributes/values/command-line.ts'
import { readMount } from '../../attributes/values/mount.ts'
import { readPort } from '../../attributes/values/port.ts'
import { Failed, type Failure, failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Mount, Port } from '../../model/service.ts'
import { ShapeError } from '../../model/shape.ts'
import type { RunOverrides } from '../../plan/run-service.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, list, maybe, text } from '../flag.ts'
import { wantsTerminal } from '../terminal/session.ts'
import { exclude } from './create-flags.ts'

/** Flags of `run`. */
export const runFlags = {
  build: bool('--build', 'Build the image first'),
  capAdd: list('--cap-add', 'Right to add', { value: 'CAPABILITY' }),
  capDrop: list('--cap-drop', 'Right to take away', { value: 'CAPABILITY' }),
  detach: bool('-d, --detach', 'Start it, print its id and return'),
  entrypoint: text('--entrypoint', "Instead of the service's entry point", { value: 'COMMAND' }),
  env: list('-e, --env', 'Variable: KEY=VALUE, or KEY with our value', { value: 'KEY=VALUE' }),
  envFromFile: list('--env-from-file', 'File of variables', { value: 'FILE' }),
  interactive: bool('-i, --interactive', 'Give it our input', { default: true }),
  label: list('-l, --label', 'Label to add', { value: 'KEY=VALUE', aliases: ['labels'] }),
  name: text('--name', 'Name of the container', { value: 'NAME' }),
  noDeps: bool('--no-deps', 'Do not start what it depends on'),
  noTty: maybe('-T, --no-tty', 'Without a terminal of its own', { aliases: ['no-TTY'] }),
  publish: list('-p, --publish', 'Port to publish', { value: 'PORT' }),
  pull: text('--pull', 'When to pull the image: always, missing or never', {
    value: 'POLICY',
    choices: ['always', 'missing', 'never'],
  }),
  quiet: bool('-q, --quiet', 'Show no progress'),
  quietBuild: bool('--quiet-build', 'Build without showing output'),
  quietPull: bool('--quiet-pull', 'Pull without showing progress'),
  removeOrphans: maybe('--remove-orphans', 'Remove containers of services that are no longer declared'),
  rm: bool('--rm', 'Remove it when it ends'),
  servicePorts: bool('-P, --service-ports', "Publish the service's ports"),
  tty: maybe('-t, --tty', 'With a terminal of its own', { hidden: true }),
  useAliases: bool('--use-aliases', "Let it answer to the service's name in its networks"),
  user: text('-u, --user', 'As this user', { value: 'USER' }),
  volume: list('-v, --volume', 'Volume or directory to mount', {
    value: 'SOURCE:TARGET',
    aliases: ['volumes'],
  }),
  workdir: text('-w, --workdir', 'In this directory', { value: 'DIR' }),
} as const

export type RunFlags = FlagValues<typeof runFlags>

/** Checks what can be checked before anything is loaded. */
export function checkRunFlags(flags: RunFlags): void {
  exclude(flags.servicePorts, '--service-ports', flags.publish.length > 0, '--publish')
  exclude(flags.tty, '--tty', flags.noTty, '--no-tty')
  const failures: Failure[] = flags.label
    .filter((entry) => !entry.includes('='))
    .map((value) => failure('flag-value-invalid', { flag: '--label', value, expected: 'key-value' }))
  if (failures.length > 0) throw new Failed(failures)
}

/** What the flags change of the service. `variables` are those of `--env-from-file`. */
export function readOverrides(
  context: Context,
  flags: RunFlags,
  project: Project,
  command: readonly string[],
  variables: ReadonlyMap<string, string>,
): RunOverrides {
  return {
    command,
    environment: { ...Object.fromEntries(variables), ...readEnvironment(flags.env, project) },
    labels: Object.fromEntries(flags.label.map((entry) => splitPair(entry))),
    capAdd: flags.capAdd,
    capDrop: flags.capDrop,
    volumes: flags.volume.map((entry) => readVolume(entry, context.cwd)),
    ports: flags.servicePorts ? 'service' : flags.publish.flatMap(readPublished),
    tty: !flags.detach && wantsTerminal(context, flags),
    interactive: flags.interactive && !flags.detach,
    ...(flags.entrypoint !== undefined && { entrypoint: readEntrypoint(flags.entrypoint) }),
    ...(flags.user && { user: flags.user }),
    ...(flags.workdir && { workingDir: flags.workdir }),
  }
}

/** `KEY` alone takes the value that it has in the project's environment; without one it is left out. */
function readEnvironment(entries: readonly string[], { environment }: Project): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry): (readonly [string, string])[] => {
      if (entry.includes('=')) return [splitPair(entry)]
      const value = environment.get(entry)
      return value === undefined ? [] : [[entry, value]]
    }),
  )
}

function readEntrypoint(line: string): string[] {
  try {
    return readCommandLine(line)
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    throw invalid('--entrypoint', line, 'command-line')
  }
}

function readPublished(entry: string): Port[] {
  const ports = readPort(entry)
  if ('reason' in ports) throw new Failed(failure('port-invalid', { text: entry, ...ports }))
  return ports.map(({ address, target, published, protocol }) => ({
    mode: 'ingress',
    target,
    protocol,
    ...(published && { published }),
    ...(address && { host_ip: address }),
  }))
}

function readVolume(entry: string, cwd: string): Mount {
  const mount = readMount(entry)
  if (typeof mount === 'string') throw invalid('--volume', entry, 'mount')
  const read = mount as unknown as Mount
  return read.type === 'bind' && read.source ? { ...read, source: resolvePath(cwd, read.source) } : read
}

function splitPair(entry: string): readonly [string, string] {
  const at = entry.indexOf('=')
  return [entry.slice(0, at), entry.slice(at + 1)]
}

function invalid(flag: string, value: string, expected: 'command-line' | 'mount'): Failed {
  return new Failed(failure('flag-value-invalid', { flag, value, expected }))
}

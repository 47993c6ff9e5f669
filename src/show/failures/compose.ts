import { basename, dirname, relative } from 'node:path'
import type { Failure, FailureCode, FailurePayloads, Related } from '../../model/failure.ts'
import type { Kind, SyntaxCause } from '../../model/failures/load.ts'
import { lineAndColumn, type Place } from '../../model/place.ts'
import { quoted, quoteLines } from '../quote.ts'
import {
  exclusiveSentence,
  flagSentence,
  numberSentence,
  tooFewSentence,
  tooManySentence,
} from './compose-flags.ts'
import { bounded } from './words.ts'

type Path = readonly (string | number)[]

/** What else a sentence is made from: the file that the failure is in, and all failures that are told with it. */
interface Surroundings {
  readonly file: string
  readonly at: Place | undefined
  readonly related: readonly Related[]
  readonly all: readonly Failure[]
  /** Work goes on without what failed. */
  readonly isWarning: boolean
}

/** Line of the failure, from 1. */
const lineOf = (at: Place | undefined) => (at ? lineAndColumn(at).line : 0)

type Sentences = {
  readonly [C in FailureCode]?: (data: FailurePayloads[C], around: Surroundings) => string | undefined
}

const dotted = (path: Path) => path.join('.')
const invalid = (sentence: string) => `${sentence}: invalid compose project`
const daemon = (said: string) => `Error response from daemon: ${said}`
const among = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ')

/** Go's words for the system's errors. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
}

/** The words of JSON schema. */
const TYPES: Readonly<Record<Kind, string>> = {
  mapping: 'mapping',
  list: 'array',
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  null: 'null',
}

/** Where the words depend on the cause alone. */
const yamlSyntax: Partial<Record<SyntaxCause, string>> = {
  'colon-in-text': 'mapping values are not allowed in this context',
  'tab-as-indent': 'found character that cannot start any token',
  'tab-alone': 'found character that cannot start any token',
}

/** What Docker Compose 2.40.3 says where it fails for the same reason, by code. */
const sentences: Sentences = {
  'file-not-found': ({ path, kind }, { file }) => {
    if (kind === 'label') return `label file ${path} not found: stat ${path}: no such file or directory`
    if (kind !== 'env') return `open ${path}: no such file or directory`
    return file === ''
      ? `couldn't find env file: ${path}`
      : `env file ${path} not found: stat ${path}: no such file or directory`
  },
  'file-not-readable': ({ path, reason }) =>
    reason === 'directory' ? `read ${path}: is a directory` : undefined,
  'no-compose-file': () => 'no configuration file provided: not found',
  'project-empty': () => 'empty compose file',
  'project-name-invalid': ({ name }) =>
    `invalid project name "${name}": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
  'yaml-syntax': ({ cause }, { at }) => {
    const said = yamlSyntax[cause]
    return said && `yaml: line ${lineOf(at)}: ${said}`
  },
  'yaml-duplicate-key': ({ key }, { file, at, related: [first] }) =>
    `failed to parse ${file}: line ${lineOf(at)}: mapping key "${key}" already defined at line ${lineOf(first?.at)}`,
  'env-file-name': ({ text }, { file, at }) =>
    /^\S+ .*=/.test(text)
      ? `failed to read ${file}: line ${lineOf(at)}: key cannot contain a space`
      : undefined,
  'template-invalid': ({ reason }) => `template parsing error: template: :1: ${reason}`,
  'yaml-unknown-anchor': ({ name }) => `yaml: unknown anchor '${name}' referenced`,
  'yaml-key-not-string': ({ key, path }) => `non-string key in ${dotted(path)}: ${key}`,
  'interpolation-syntax': ({ path }) =>
    path.length > 0 ? `invalid interpolation format for ${dotted(path)}.` : undefined,
  'variable-required': ({ name, message, path }) =>
    `error while interpolating ${dotted(path)}: required variable ${name} is missing a value${message ? `: ${message}` : ''}`,
  'cast-failed': ({ path, cast, text }) =>
    cast === 'boolean'
      ? `error while interpolating ${dotted(path)}: failed to cast to expected type: invalid boolean: ${text}`
      : undefined,
  'extends-service-missing': ({ service, base, file: from }, { file }) =>
    `cannot extend service "${service}" in ${file}: service "${base}" not found${from ? ` in ${relative(dirname(file), from)}` : ''}`,
  'extends-cycle': () => 'Circular reference:',
  'include-cycle': () => 'include cycle detected:',
  'unknown-key': ({ path }, { file, all }) => additional(path, file, all),
  'bad-name': ({ path }, { file, all }) => additional(path, file, all),
  'wrong-type': ({ path, first }, { file }) => {
    const wanted = first.map((kind) => TYPES[kind]).join(' or ')
    const isEarly = path.length === 1 || (path[0] === 'services' && path.length === 2)
    return `${isEarly ? '' : `validating ${file}: `}${dotted(path)} must be a ${wanted}`
  },
  'not-allowed-value': ({ path, allowed, isEngines }, { file }) =>
    isEngines ? undefined : `validating ${file}: ${dotted(path)} value must be one of ${among(allowed)}`,
  'wrong-pattern': ({ path, value, pattern }, { file }) =>
    `validating ${file}: ${dotted(path)} '${value}' does not match pattern '${pattern}'`,
  'port-invalid': ({ text, part, reason }) =>
    ({
      target: `Invalid containerPort: ${part}`,
      published: `Invalid hostPort: ${part}`,
      protocol: `Invalid proto: ${part}`,
      address: `Invalid ip address: ${part}`,
      'no-target': `No port specified: ${text}<empty>`,
      ranges: `Invalid ranges specified for container and host Ports: ${part.split(':').reverse().join(' and ')}`,
    })[reason],
  'mount-invalid': ({ text, reason }) =>
    reason === 'empty-section' ? `invalid spec: ${text}: empty section between colons` : undefined,
  'device-invalid': ({ text }) => `confusing device mapping, please use long syntax: ${text}`,
  'bind-source-missing': () => 'invalid mount config for type "bind": field Source must not be empty',
  'file-source': ({ section, name, keys, given }) =>
    given.length === 0
      ? `${section}.${name}: one of ${keys.join('|')} must be set`
      : `${section}.${name}: ${keys.join('|')} attributes are mutually exclusive`,
  'start-interval-without-period': () =>
    'healthcheck.start_interval requires healthcheck.start_period to be set',
  'file-variable-unset': ({ kind, fullName, variable }) =>
    `environment variable "${variable}" required by ${kind} "${fullName}" is not set`,
  'file-in-read-only': ({ kind, fullName, service }) =>
    `cannot create ${kind} "${fullName}" in read-only service ${service}: \`file\` is the sole supported option`,
  'file-owner-invalid': ({ value }) => `strconv.Atoi: parsing "${value}": invalid syntax`,
  'value-invalid': ({ expected }) =>
    expected === 'bytes' || expected === 'duration'
      ? 'decoding failed due to the following error(s):'
      : undefined,
  'service-without-image': ({ service }) =>
    invalid(`service "${service}" has neither an image nor a build context specified`),
  'dockerfile-twice': ({ service }) =>
    invalid(`service "${service}" declares mutualy exclusive dockerfile and dockerfile_inline`),
  'platform-not-built': ({ platform }) =>
    invalid(`service.build.platforms MUST include service.platform "${platform}"`),
  'network-mode-with-networks': ({ service }) =>
    invalid(`service ${service} declares mutually exclusive \`network_mode\` and \`networks\``),
  'reference-undefined': ({ service, kind, name, use }) =>
    invalid(
      kind === 'service'
        ? `service "${service}" depends on undefined service "${name}"`
        : `service "${service}" refers to undefined ${use === 'build.secrets' ? 'build secret' : kind} ${name}`,
    ),
  'dependency-disabled': ({ service, dependency }) =>
    invalid(`service "${service}" depends on undefined service "${dependency}"`),
  'context-not-built': ({ service, context, target }) =>
    `service "${service}" declares non-buildable service "${target}" as additional contexts ${context}`,
  'healthcheck-test-form': () => 'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"',
  'values-differ': ({ service, keys: [one, other] }) =>
    invalid(`services.${service}: can't set distinct values on '${one}' and '${other}'`),
  'scale-negative': ({ service, key }) => `services.${service}.${key}: must be greater than or equal to 0`,
  'container-name-scaled': ({ service, key, container_name: name }) =>
    name === undefined
      ? invalid(`services.${key}: can't set container_name and ${service} as container name must be unique`)
      : `WARNING: The "${service}" service is using the custom container name "${name}". Docker requires each container to have a unique name. Remove the custom name to scale the service`,
  // Its own words, with what its formatting makes of them.
  'container-name-twice': ({ name, services }) =>
    `services.${services[1]}: container name "${name}" is already in use by service {}"`,
  'watch-target-missing': ({ service }) =>
    invalid(`services.${service}.develop.watch: target is required for non-rebuild actions`),
  'dependency-cycle': ({ services }) =>
    `dependency cycle detected: ${[...services, services[0]].join(' -> ')}`,
  'env-file-format': ({ format }) => `unsupported env_file format "${format}"`,
  'no-such-service': ({ service, isLookup }) => `no such service: ${service}${isLookup ? ': not found' : ''}`,
  'no-service-selected': () => 'no service selected',
  'external-not-found': ({ kind, name }) =>
    kind === 'network'
      ? `network ${name} declared as external, but could not be found`
      : `external volume "${name}" not found`,
  'shared-service-without-container': ({ shared, field }) =>
    `cannot share ${field === 'network_mode' ? 'network' : field} namespace with service ${shared}: container missing`,
  'image-absent': ({ image }) => daemon(`No such image: ${withTag(image)}`),
  'build-context-missing': ({ path }) => `unable to prepare context: path "${path}" not found`,
  'build-dockerfile-missing': ({ path }) =>
    `failed to solve: failed to read dockerfile: open ${basename(path)}: no such file or directory`,
  'build-failed': ({ reason }) => `failed to solve: ${reason}`,
  'engine-unreachable': ({ address, reason }) =>
    reason === 'ENOENT' || reason === 'ECONNREFUSED'
      ? `Cannot connect to the Docker daemon at ${address}. Is the docker daemon running?`
      : undefined,
  'engine-error': ({ message }) => daemon(message),
  'operation-refused': ({ reason }) => daemon(reason),
  'port-taken': ({ reason }) => daemon(reason),
  'name-taken': ({ reason }) => daemon(reason),
  'resource-in-use': ({ reason }) => daemon(reason),
  'image-not-found': ({ reason }) => daemon(reason),
  'registry-denied': ({ reason }) => daemon(reason),
  'registry-unreachable': ({ reason }) => daemon(reason),
  'container-exited': (data, around) =>
    waitedFor(data, around, `container ${data.container} exited (${data.exitCode})`),
  'container-unhealthy': (data, around) =>
    waitedFor(data, around, `container ${data.container} is unhealthy`),
  'no-healthcheck': (data, around) =>
    waitedFor(data, around, `container ${data.container} has no healthcheck configured`),
  'dependency-not-completed': ({ service, exitCode }, { isWarning }) =>
    `${isWarning ? 'optional dependency' : 'service'} "${service}" didn't complete successfully: exit ${exitCode}`,
  'dependency-missing': ({ service }) => `dependency failed to start: no containers for service "${service}"`,
  'wait-timeout': ({ seconds }) => `application not healthy after ${goSeconds(seconds)}`,
  'hook-failed': ({ service, exitCode }) => `${service} hook exited with status ${exitCode}`,
  'no-container': ({ service, index, state, use }) => {
    if (use === 'start') return `service "${service}" has no container to start`
    if (state === undefined && index === undefined) return `no container found for service "${service}"`
    return `service "${service}" is not running${index === undefined ? '' : ` container #${index}`}`
  },
  'no-containers': ({ project }) => `no container found for project "${project}": not found`,
  'nothing-to-kill': () => 'no container to kill',
  'no-stopped-containers': () => 'No stopped containers',
  'nothing-to-wait-for': ({ project }) => `no containers for project "${project}"`,
  'nothing-to-remove': ({ project }) => `Warning: No resource found to remove for project "${project}".`,
  'unknown-command': ({ name }) => `unknown docker command: "compose ${name}"`,
  'unknown-flag': ({ flag }) =>
    flag.startsWith('--')
      ? `unknown flag: ${flag}`
      : `unknown shorthand flag: '${flag.slice(1, 2)}' in ${flag}`,
  'flag-needs-value': ({ flag }) =>
    flag.startsWith('--')
      ? `flag needs an argument: ${flag}`
      : `flag needs an argument: '${flag.slice(1, 2)}' in ${flag}`,
  'flags-exclusive': ({ flags }) => exclusiveSentence(flags),
  'flag-value-invalid': (data) => flagSentence(data),
  'index-needs-one-service': () => '--index requires one service to be selected',
  'argument-invalid': ({ argument, expected }) =>
    expected === 'port-number' ? numberSentence(argument, 'ParseUint') : undefined,
  'arguments-too-few': ({ command, min, given }) => tooFewSentence(command, min, given),
  'arguments-too-many': tooManySentence,
  'attach-outside-selection': ({ services }) =>
    `cannot attach to services not included in up: ${services.join(', ')}`,
  'copy-direction': ({ source, destination }) =>
    source.includes(':') && destination.includes(':')
      ? 'copying between services is not supported'
      : 'unknown copy direction',
  'copy-path-missing': ({ path, container, missing }) => {
    if (container !== undefined) return daemon(`Could not find the file ${path} in container ${container}`)
    return missing === undefined ? 'not a directory' : `lstat ${missing}: no such file or directory`
  },
  'copy-target-no-directory': ({ path, sourceIsDirectory, container }) => {
    if (container !== undefined) return `destination "${container}:${path}" must be a directory`
    return sourceIsDirectory ? 'cannot copy directory' : 'no such directory'
  },
  'output-folder-missing': ({ folder, command }) =>
    `${command === 'export' ? 'failed to export container: ' : ''}invalid output path: directory "${folder}" does not exist`,
  'input-not-terminal': () => 'the input device is not a TTY',
  'system-error': ({ code, syscall, path }) =>
    syscall === 'open' && path !== undefined && code in systemErrors
      ? `open ${path}: ${systemErrors[code]}`
      : undefined,
  'port-not-published': ({ container, port, bound }) =>
    `no port ${port} for container ${container}: ${bound.join(', ')}`,
}

/** The sentence of Docker Compose for the first of some failures that it fails for as well, if there is one. */
export function composeSentence(failures: readonly Failure[]): string | undefined {
  const errors = failures.filter(({ severity }) => severity === 'error')
  for (const failure of errors.length > 0 ? errors : failures) {
    const sentence = sentenceOf(failure, errors)
    if (sentence !== undefined) return sentence
  }
  return undefined
}

/** The sentence of Docker Compose for one failure; `all` are told with it. */
export function sentenceOf(one: Failure, all: readonly Failure[] = [one]): string | undefined {
  const { code, data, at } = one
  if (at?.source.isPrivate) return undefined
  const make = sentences[code] as
    | ((data: FailurePayloads[FailureCode], around: Surroundings) => string | undefined)
    | undefined
  if (!make) return undefined
  const around: Surroundings = {
    file: at?.source.path ?? '',
    at,
    related: one.related ?? [],
    isWarning: one.severity === 'warning',
    // Few sentences need them, and there may be very many failures without a sentence.
    get all() {
      return all.filter((other) => other.at?.source === at?.source)
    },
  }
  const sentence = make(quoted(data), around)
  return sentence === undefined ? undefined : bounded(quoteLines(sentence))
}

/** What is wrong with a container that is waited for; nothing where an update lets it pass. */
function waitedFor(
  { service, dependent }: { readonly service: string; readonly dependent?: string },
  { isWarning }: Surroundings,
  problem: string,
): string | undefined {
  if (dependent === undefined) return isWarning ? undefined : problem
  return `${isWarning ? `optional dependency "${service}"` : 'dependency'} failed to start: ${problem}`
}

/** All keys of one mapping that are none are named together. */
function additional(path: Path, file: string, all: readonly Failure[]): string {
  const keys = all.flatMap((other) => {
    if (other.code !== 'unknown-key' && other.code !== 'bad-name') return []
    return dotted(other.data.path) === dotted(path) ? [other.data.key] : []
  })
  return `validating ${file}: ${dotted(path)} additional properties ${among(quoted(keys))} not allowed`
}

function withTag(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`
}

/** As Go prints a duration. */
function goSeconds(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes < 60) return minutes === 0 ? `${rest}s` : `${minutes}m${rest}s`
  return `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}s`
}

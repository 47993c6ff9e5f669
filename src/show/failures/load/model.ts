import type { Cast } from '../../../model/attribute.ts'
import type {
  CompositionFailures,
  InterpolationFailures,
  SchemaFailures,
} from '../../../model/failures/load.ts'
import type { Texts } from '../texts.ts'
import { chain, didYouMean } from '../words.ts'
import { spokenKind, spokenKinds, spokenPath } from './spoken.ts'

const CASTS: Readonly<Record<Cast, string>> = {
  boolean: 'true or false',
  int: 'an integer',
  float: 'a number',
}

/** Patterns of the schema in words. */
const PATTERNS: Readonly<Record<string, string>> = {
  '[a-zA-Z0-9][a-zA-Z0-9_.-]+': 'have at least two letters, digits, "_", "." or "-"',
  'always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+':
    'be always, never, missing, if_not_present, build, daily, weekly or every_ with a duration (every_12h)',
}

/** Texts for variables, for what is put together of several files, and for what the schema does not allow. */
export const modelTexts: Texts<InterpolationFailures & CompositionFailures & SchemaFailures> = {
  'interpolation-syntax': ({ path }) => ({
    message: `${path.length > 0 ? spokenPath(path) : 'this value'} has a "$" that starts no variable`,
    hint: 'a variable is $NAME, or NAME in braces with :-default, :?message or :+other; a dollar sign is $$',
  }),
  'interpolation-too-deep': ({ path, limit }) => ({
    message: `${path.length > 0 ? spokenPath(path) : 'this value'} has variables in the defaults of variables, more than ${limit} deep`,
  }),
  'interpolation-too-long': ({ path, limit }) => ({
    message: `${path.length > 0 ? spokenPath(path) : 'this value'} gets longer than ${limit / 2 ** 20} MiB by its variables`,
  }),
  'interpolation-too-much': ({ limit }) => ({
    message: `variables make more than ${limit / 2 ** 20} MiB of text, counted up to here`,
    hint: 'does a long value stand in very many places?',
  }),
  'variable-required': ({ name, message, path }) => ({
    message: `${path.length > 0 ? `${spokenPath(path)} needs ` : ''}the variable ${name}${path.length > 0 ? ', which' : ''} has no value${message ? `: ${message}` : ''}`,
    hint: `set ${name} in the environment or in .env`,
  }),
  'variable-unset': ({ name }) => ({
    message: `the variable ${name} is not set; an empty text is used for it`,
    hint: `\${${name}:-} says that this is meant`,
  }),
  'cast-failed': ({ path, cast, text }) => ({
    message: `${spokenPath(path)} must be ${CASTS[cast]}, not "${text}"`,
  }),
  'boolean-obsolete': ({ path, text, value }) => ({
    message: `${spokenPath(path)}: "${text}" is taken for ${value}, which YAML 1.2 no longer does`,
    hint: `write ${value}`,
  }),
  'cannot-override': ({ path, base, over }) => ({
    message: `${spokenPath(path)} cannot be overridden: ${spokenKind(over)} does not go over ${spokenKind(base)}`,
  }),
  'extends-service-missing': ({ service, base, file, suggestion }) => ({
    message: `service "${service}" extends "${base}", which ${file ? `${file} does not have` : 'is not in this file'}`,
    hint: suggestion && didYouMean(suggestion),
  }),
  'extends-no-services': ({ service, file }) => ({
    message: `service "${service}" extends a service of ${file}, which has no mapping of services`,
  }),
  'extends-invalid': ({ service }) => ({
    message: `services.${service}.extends must be the name of a service, or a mapping with "service" and "file"`,
  }),
  'extends-cycle': ({ chain: links }) => ({
    message: `services extend each other in a circle: ${chain(links.map(({ service }) => service))}`,
  }),
  'include-cycle': ({ chain: files }) => ({
    message: `files include each other in a circle: ${chain(files)}`,
  }),
  'include-too-many': ({ limit }) => ({
    message: `more than ${limit} files are included`,
    hint: 'do files include each other again and again?',
  }),
  'include-invalid': ({ path }) => ({
    message:
      path.length === 1
        ? 'include must be a list of files'
        : `${spokenPath(path)} must be a file, or a mapping with path, env_file and project_directory`,
  }),
  'unknown-key': ({ path, key, suggestion, isService, isOutdented }) => ({
    message:
      path.length > 0 ? `${spokenPath(path)} has no key "${key}"` : `"${key}" is no key of a compose file`,
    hint: isService
      ? 'services go under "services:"'
      : isOutdented
        ? outdented(path)
        : suggestion
          ? didYouMean(suggestion)
          : 'keys of your own start with x-',
  }),
  'bad-name': ({ path, key }) => ({
    message: `"${key}" is no name for ${spokenPath(path)}`,
    hint: 'names have letters, digits, ".", "_" and "-"',
  }),
  'wrong-type': (data) => ({
    message: `${spokenPath(data.path)} must be ${spokenKinds(data.wanted)}, ${data.got === 'null' ? 'but is empty' : `not ${spokenKind(data.got)}`}`,
    hint: typeHint(data),
  }),
  'missing-key': ({ path, key }) => ({ message: `${spokenPath(path)} needs "${key}"` }),
  'not-allowed-value': ({ path, value, allowed, suggestion }) => ({
    message: `${spokenPath(path)} cannot be "${value}": allowed is ${allowed.join(', ')}`,
    hint: suggestion && didYouMean(suggestion),
  }),
  'out-of-range': ({ path, limit, bound }) => ({
    message: `${spokenPath(path)} must be at ${bound === 'at-least' ? 'least' : 'most'} ${limit}`,
  }),
  'wrong-pattern': ({ path, value, pattern }) => ({
    message: `${spokenPath(path)} cannot be "${value}": it must ${PATTERNS[pattern] ?? `match ${pattern}`}`,
  }),
  'repeated-item': ({ path, value }) => ({ message: `${spokenPath(path)} has ${value} twice` }),
}

const DURATIONS = new Set([
  'interval',
  'timeout',
  'start_period',
  'start_interval',
  'stop_grace_period',
  'delay',
  'monitor',
  'window',
])
/** A key of a service that stands where services do. */
function outdented(path: readonly (string | number)[]): string {
  return `if ${path.at(-1)} is to be a key of the service above it, indent it as that service's other keys`
}

const NAMES = new Set(['depends_on', 'networks', 'models'])
const PAIRS = new Set(['environment', 'labels', 'args', 'annotations', 'sysctls', 'additional_contexts'])

/** What somebody most likely meant who wrote a value of another kind. */
function typeHint(data: SchemaFailures['wrong-type']): string | undefined {
  const { path, wanted, got, value, isOutdented } = data
  const [parent, key] = path.slice(-2)
  if (isOutdented) return outdented(path)
  if (got === 'mapping' && typeof key === 'number' && NAMES.has(String(parent))) {
    return 'an item of a list is "- NAME" alone; with settings it is "NAME:", without the "-"'
  }
  if (got === 'mapping' && wanted.includes('list')) return 'each item of a list begins with "- "'
  if (got === 'mapping' && typeof key === 'number' && PAIRS.has(String(parent))) {
    return 'an item of a list is "- NAME=value"; without the "-" it is "NAME: value"'
  }
  if (value === undefined || value.length > SHOWN) return undefined
  if (/^-\S/.test(value) && wanted.includes('list')) {
    return `the "-" of an item needs a space after it: - ${value.slice(1)}`
  }
  if (wanted.includes('mapping') && /^[\w-]+:\S/.test(value)) {
    return `the ":" after a key needs a space: ${value.replace(':', ': ')}`
  }
  if (wanted.includes('boolean') && got !== 'string') return 'write true or false'
  if (wanted.includes('list')) return `an item of a list is "- ${value}", on a line of its own`
  if (!wanted.includes('string')) return undefined
  return DURATIONS.has(String(key)) ? `a duration has a unit: ${value}s` : `quote it: "${value}"`
}

/** Longer values are not repeated. */
const SHOWN = 60

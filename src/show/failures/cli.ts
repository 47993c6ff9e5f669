import type { CliFailures, CopyRefusal, ValueKind } from '../../model/failures/cli.ts'
import type { Texts } from './texts.ts'
import { unreadableText } from './unreadable.ts'
import { count, didYouMean } from './words.ts'

/** Texts for what can be wrong with a command line. */
export const cliTexts: Texts<CliFailures> = {
  'unknown-command': ({ name, suggestion }) => ({
    message: `there is no command "${name}"`,
    hint: suggestion ? didYouMean(suggestion) : 'tscompose --help lists the commands',
  }),
  'unknown-flag': ({ flag, command, suggestion }) => ({
    message: command ? `"${command}" has no flag ${flag}` : `there is no flag ${flag}`,
    hint: suggestion
      ? didYouMean(suggestion)
      : `tscompose ${command ? `${command} ` : ''}--help lists the flags`,
  }),
  'flag-needs-value': ({ flag }) => ({ message: `${flag} needs a value` }),
  'flag-value-invalid': ({ flag, value, expected, allowed }) => ({
    message: `${flag} cannot be ${JSON.stringify(value)}: expected ${expected ? kinds[expected] : oneOf(allowed ?? [])}`,
  }),
  'flags-exclusive': ({ flags }) => ({ message: `${flags.join(' and ')} cannot be used together` }),
  'flag-deprecated': ({ flag, instead }) => ({
    message: instead ? `${flag} is deprecated, use ${instead}` : `${flag} is deprecated and has no effect`,
  }),
  'builder-passed-over': ({ builder }) => ({
    message: `builder "${builder}" is passed over: the engine itself builds`,
  }),
  'index-needs-one-service': () => ({ message: '--index needs exactly one service to be named' }),
  'argument-invalid': ({ argument, expected }) => ({
    message: `${JSON.stringify(argument)} is not ${kinds[expected]}`,
  }),
  'no-service-selected': () => ({
    message: 'no service selected',
    hint: 'services with profiles need --profile NAME or to be named on the command line',
  }),
  'attach-outside-selection': ({ services }) => ({
    message: `cannot attach to what is not brought up: ${services.join(', ')}`,
  }),
  'copy-direction': ({ source, destination }) => ({
    message: `cannot copy from ${JSON.stringify(source)} to ${JSON.stringify(destination)}: one of them, and only one, must be in a service`,
    hint: 'write a path in a service as SERVICE:PATH',
  }),
  'copy-target-no-directory': ({ path }) => ({ message: `${path} is no directory` }),
  'copy-through-link': ({ path }) => ({
    message: `${path} is a link, which a copy does not go through: what it leads to would be changed`,
    hint: `to copy into the folder that it leads to, write ${path}/`,
  }),
  'copy-refused': ({ entries, more }) => ({
    message: `not everything was copied: ${count(entries.length + more, 'path')} refused`,
    blocks: [
      {
        title: 'refused',
        lines: [
          ...entries.map(({ path, reason }) => `${path}: ${refusals[reason]}`),
          ...(more > 0 ? [`and ${more} more`] : []),
        ],
      },
    ],
  }),
  'copy-archive-broken': ({ reason }) => ({ message: `what the engine sent is no archive: ${reason}` }),
  'copy-path-empty': ({ service }) => ({
    message: `nothing says what to copy from or to in "${service}"`,
    hint: `write the path after the colon, as in ${service}:/path`,
  }),
  'copy-path-missing': ({ path }) => ({ message: `there is no ${path}` }),
  'output-folder-missing': ({ folder }) => ({ message: `the folder ${folder} is not there` }),
  'input-not-terminal': () => ({
    message: 'a terminal was asked for, but input is none',
    hint: 'use -T when input comes from a pipe or file',
  }),
  'output-needs-file': ({ command }) => ({
    message: `"${command}" does not write to a terminal`,
    hint: 'name a file with --output FILE, or redirect the output',
  }),
  'port-not-published': ({ container, port, published }) => ({
    message: `container ${container} does not publish port ${port}`,
    hint: published.length > 0 ? `it publishes ${published.join(', ')}` : 'it publishes none',
  }),
  'no-such-path': ({ path, upTo, known, suggestion }) => ({
    message: `the project has nothing at ${path}`,
    hint: suggestion ? didYouMean(suggestion) : insideOf(upTo, known),
  }),
  'login-not-interactive': () => ({
    message: 'nobody can be asked for name and password: input is no terminal',
    hint: 'give them: tscompose login --username USER --password-stdin REGISTRY < FILE',
  }),
  'password-without-username': () => ({
    message: '--password-stdin needs --username',
  }),
  'password-on-command-line': () => ({
    message: 'a password on the command line can be read by others of this machine',
    hint: 'use --password-stdin',
  }),
  'login-empty': ({ what }) => ({ message: `there is no login with an empty ${what}` }),
  'not-logged-in': ({ registry }) => ({ message: `there is no login for ${registry}` }),
  'nothing-to-kill': ({ project }) => ({ message: `project "${project}" has no running container to kill` }),
  'no-stopped-containers': ({ project }) => ({ message: `project "${project}" has no stopped containers` }),
  'nothing-to-wait-for': ({ project }) => ({
    message: `project "${project}" has no running containers to wait for`,
  }),
  'arguments-too-few': ({ command, usage, min, given }) => ({
    message: `"${command}" needs at least ${count(min, 'argument')}, ${given} given`,
    hint: `usage: ${usage}`,
  }),
  'arguments-too-many': ({ command, usage, max, given }) => ({
    message: `"${command}" takes ${max === 0 ? 'no arguments' : `at most ${count(max, 'argument')}`}, ${given} given`,
    hint: `usage: ${usage}`,
  }),
  'template-invalid': ({ template, reason }) => ({
    message: `--format ${JSON.stringify(template)} cannot be used: ${reason}`,
    hint: "templates are those of the docker CLI, for example --format '{{.Name}}' or --format 'table {{.Name}}\\t{{.Status}}'",
  }),
  'system-error': ({ code, syscall, path }) => ({
    message: `${path ?? syscall}: ${systemReason(code)}`,
  }),
  'path-unreadable': ({ path, reason, detail }) => ({
    message: `${path} cannot be read: ${unreadableText(reason, detail)}`,
  }),
  'output-unwritable': ({ reason }) => ({
    message: `what is to be printed cannot be written: ${reason === 'ENOSPC' ? 'no space is left there' : reason}`,
  }),
  'working-directory-removed': () => ({
    message: 'the working directory is not there any more',
    hint: 'go to one that is, or say where the project is with --project-directory or -f',
  }),
  'more-problems': ({ count }) => ({ message: `and ${count} more, which are not shown` }),
  'internal-error': ({ message, stack }) => ({
    message: `something went wrong inside tscompose: ${message}`,
    ...(stack && { blocks: [{ title: 'where', lines: stack.split('\n') }] }),
    hint: 'this is a bug, please report it together with the command, the compose file and what --debug shows',
  }),
}

const refusals: Record<CopyRefusal, string> = {
  outside: 'would lie outside of the target',
  name: 'has a name that no file can have here',
  'through-link': 'a link is on the way, and nothing goes through it',
  'link-elsewhere': 'a hard link to a file that did not come with this copy',
  'no-folder': 'a file is where a folder is needed',
  'folder-in-the-way': 'a folder is in its place',
  device: 'a device',
  pipe: 'a named pipe, which cannot be made here',
  kind: 'no file, folder or link',
}

const kinds: Record<ValueKind, string> = {
  'whole-number': 'a whole number',
  size: 'a size such as 512m',
  boolean: 'true or false',
  'service-replicas': 'SERVICE=REPLICAS',
  'key-value': 'KEY=VALUE',
  'port-number': 'a port number',
  'command-line': 'a command with its quotes closed',
  mount: 'a mount such as ./data:/data or name:/data:ro',
  'key-sequence': 'keys such as ctrl-p,ctrl-q',
  'point-in-time': 'a point in time (2026-01-31T12:00:00Z, 1769860800) or a time ago (10m)',
  'report-file': 'a file name that ends in .xml (JUnit) or .json',
}

function oneOf(values: readonly string[]): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EEXIST: 'exists already',
  ENOSPC: 'no space left',
  EROFS: 'read-only file system',
  EMFILE: 'too many open files',
  ELOOP: 'too many links',
}

function systemReason(code: string): string {
  return systemReasons[code] ?? code
}

/** How many names are told of what is there. */
const SHOWN = 20

function insideOf(path: string, known: readonly string[]): string {
  if (known.length === 0) return path ? `there is nothing below ${path}` : 'the project is empty'
  const names = known.length > SHOWN ? [...known.slice(0, SHOWN), '…'] : known
  return `${path || 'the project'} has ${names.join(', ')}`
}

import type { FileFailures, FileKind, ProjectFailures } from '../../../model/failures/load.ts'
import type { Texts } from '../texts.ts'
import { unreadableText } from '../unreadable.ts'

const KINDS: Readonly<Record<FileKind, string>> = {
  compose: 'compose file',
  override: 'override file',
  include: 'included file',
  extends: 'extended file',
  env: 'env file',
  label: 'label file',
}

const PATTERN_PROBLEMS: Readonly<Record<FileFailures['pattern-invalid']['problem'], string>> = {
  'class-unclosed': 'a "[" is not closed',
  'class-member': 'in brackets, "]" and "-" need a character before them, or a backslash',
  'class-range': 'a range in brackets goes backwards',
  'backslash-last': 'nothing follows the last backslash',
}

/** Texts for files that cannot be had, and for a project that cannot be found or named. */
export const fileTexts: Texts<FileFailures & ProjectFailures> = {
  'file-not-found': ({ path, kind, named }) => ({
    message: `${kind ? `the ${KINDS[kind]} ` : ''}${path} is not there`,
    hint: named && `${named} names it`,
  }),
  'file-not-readable': ({ path, kind, reason, detail }) => ({
    message: `the ${KINDS[kind]} ${path} cannot be read: ${unreadableText(reason, detail)}`,
  }),
  'pattern-invalid': ({ pattern, problem }) => ({
    message: `${JSON.stringify(pattern)} is no pattern: ${PATTERN_PROBLEMS[problem]}`,
    hint: 'a backslash before a bracket takes it as it is',
  }),
  'file-not-text': ({ path }) => ({ message: `${path} is no text: it is not valid UTF-8` }),
  'control-character': ({ code }) => ({
    message: `YAML does not allow the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    hint: 'in double quotes it can be written with a backslash',
  }),
  'remote-unsupported': ({ path, kind }) => ({
    message: `the ${KINDS[kind]} ${path} is a remote resource, which is not supported yet`,
    hint: 'fetch it and name the local file',
  }),
  'env-file-name': ({ text }) => ({
    message: `"${text}" does not start with a variable name`,
    hint: 'a line is NAME=value; names have letters, digits, "_", ".", "-", "[" and "]"',
  }),
  'env-file-comment-value': ({ name }) => ({
    message: `the value of ${name} is what looks like a comment`,
    hint: `for an empty value write ${name}= alone on its line, or ${name}="" before the comment`,
  }),
  'env-file-quote': () => ({ message: 'the closing quote of this value is missing' }),
  'no-compose-file': ({ directory }) => ({
    message: `there is no compose file in ${directory} or above it`,
    hint: 'compose.yaml, compose.yml, docker-compose.yml and docker-compose.yaml are looked for; -f names another',
  }),
  'several-files': ({ kind, found, used }) => ({
    message: `there are several ${KINDS[kind]}s: ${found.join(', ')}`,
    hint: `${used} is used`,
  }),
  'project-empty': ({ files }) => ({
    message: `${files.join(', ')} ${files.length > 1 ? 'are' : 'is'} empty`,
  }),
  'project-name-invalid': ({ name, from, suggestion }) => ({
    message: `${from} is no project name: "${name}" must have lower-case letters, digits, "-" and "_" only, and start with a letter or digit`,
    hint: suggestion && `"${suggestion}" would do`,
  }),
  'project-name-empty': ({ directory, name }) => ({
    message:
      name === undefined
        ? `no project name can be made of the directory ${directory}`
        : `no project name can be made of "${name}"`,
    hint: 'give one with -p or COMPOSE_PROJECT_NAME',
  }),
  'project-name-from-link': ({ name, target }) => ({
    message: `the project is named "${name}" after a symbolic link; by way of ${target} it would have another name`,
    hint: 'give it a name with "name:" in the compose file or with -p',
  }),
  'variable-not-boolean': ({ name, value }) => ({
    message: `${name} must be true or false, not "${value}"`,
  }),
  'version-obsolete': () => ({
    message: '"version" has no meaning any more',
    hint: 'remove it',
  }),
}

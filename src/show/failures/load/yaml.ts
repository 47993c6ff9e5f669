import type { YamlFailures } from '../../../model/failures/load.ts'
import type { Texts } from '../texts.ts'
import { spokenPath } from './spoken.ts'

/** What the parser's codes mean to somebody who has never seen its source. */
const SYNTAX: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias cannot have an anchor or tag of its own',
  BAD_ALIAS: 'an alias needs a name',
  BAD_DIRECTIVE: 'this YAML directive is not known',
  BAD_DQ_ESCAPE: 'this backslash escape is not known; use \\\\ for a backslash',
  BAD_INDENT: 'this line is indented wrongly',
  BAD_PROP_ORDER: 'anchor and tag come before the value, not here',
  BAD_SCALAR_START: 'a text that starts with this character must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a key and its value cannot start on the line of another key',
  BLOCK_IN_FLOW: 'indented lists and mappings cannot be within brackets',
  KEY_OVER_1024_CHARS: 'this key is too long',
  MULTILINE_IMPLICIT_KEY: 'this key goes over several lines: is a ":" missing?',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_TAGS: 'a value can have one tag only',
  TAB_AS_INDENT: 'lines are indented with spaces, not tabs',
}

/** Texts for what is no YAML, or no YAML that Compose can read. */
export const yamlTexts: Texts<YamlFailures> = {
  'yaml-syntax': ({ code, detail }) => ({
    message: `this is not valid YAML: ${SYNTAX[code] ?? lowerFirst(detail)}`,
  }),
  'yaml-unclosed': ({ mark }) => ({
    message:
      mark === '"' || mark === "'"
        ? `this quote (${mark}) is never closed`
        : `this bracket (${mark}) is never closed`,
  }),
  'yaml-too-deep': () => ({ message: 'the file is nested too deeply' }),
  'yaml-too-many-aliases': () => ({
    message: 'aliases make this file far larger than what is written in it',
    hint: 'does an anchor hold aliases of anchors that hold aliases?',
  }),
  'yaml-unknown-anchor': ({ name }) => ({ message: `there is no anchor &${name} before this alias` }),
  'yaml-alias-cycle': ({ name }) => ({ message: `the anchor &${name} contains itself` }),
  'yaml-duplicate-key': ({ key }) => ({ message: `the key "${key}" is there twice` }),
  'yaml-merge-not-mapping': () => ({
    message: 'what "<<" merges must be a mapping or a list of mappings',
  }),
  'yaml-key-not-string': ({ key, path }) => ({
    message: `the key ${key} ${path.length > 0 ? `of ${spokenPath(path)}` : ''} is not a string`.replace(
      '  ',
      ' ',
    ),
    hint: key === '' ? undefined : `quote it: "${key}"`,
  }),
  'yaml-tag-mismatch': ({ tag, text }) => ({ message: `"${text}" is not what the tag ${tag} says` }),
  'yaml-date': ({ text }) => ({
    message: `YAML takes ${text} for a date, where a text is needed`,
    hint: `quote it: "${text}"`,
  }),
  'document-not-mapping': () => ({
    message: 'a compose file must be a mapping, with services and the like as keys',
    hint: 'a "---" with nothing after it starts an empty document',
  }),
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

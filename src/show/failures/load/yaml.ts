import type { SyntaxCause, YamlFailures } from '../../../model/failures/load.ts'
import type { Texts } from '../texts.ts'
import { spokenPath } from './spoken.ts'

/** What is wrong, and what to do about it where that is not said by it. */
const SYNTAX: Readonly<Record<SyntaxCause, string | readonly [string, string]>> = {
  'alias-with-anchor': 'an alias cannot have an anchor or tag of its own',
  'alias-without-name': ['an alias needs a name', 'quote the text if it is no alias'],
  'anchor-misplaced': 'anchor and tag come before the value, not here',
  'anchor-name': 'the name of an anchor has letters without accents, digits, "_" and "-" only',
  'block-in-brackets': 'indented lists and mappings cannot be within brackets',
  'colon-in-text': [
    'this text has a ":" with a space after it, which makes it a second key',
    'quote the text if it is to be one value',
  ],
  'colon-without-space': 'a ":" needs a space after it',
  'comment-without-space': 'a "#" that starts a comment needs a space before it',
  'conflict-marker': ['this is left over from a merge', 'settle the conflict, and remove the marker lines'],
  'escape-in-halves': [
    'this is half a character; YAML has no characters in two halves',
    'write the character itself, or "\\\\U" with eight digits',
  ],
  'item-among-keys': 'an item of a list ("- ") stands among the keys of a mapping',
  'key-among-items': 'a key stands among the items of a list ("- ")',
  'key-over-lines': 'this key goes over several lines: is a ":" missing?',
  'key-too-long': 'this key is too long',
  'line-too-deep': [
    'this line is indented deeper than the key above it, which has a value already',
    'indent it as the key above it',
  ],
  'missing-colon': 'this key has no ":"',
  'missing-comma': 'a "," or a closing bracket is missing before this',
  'reserved-character': 'a text that starts with this character must be quoted',
  'second-key-on-line': 'a key and its value cannot start on the line of another key',
  'tab-alone': ['this line is not empty: it has a tab', 'remove the tab'],
  'tab-as-indent': 'lines are indented with spaces, not tabs',
  'text-after-value': [
    'something follows a value that has ended already',
    'is a quote missing, or one within the text not escaped?',
  ],
  'two-anchors': 'a value can have one anchor only',
  'two-tags': 'a value can have one tag only',
  unexpected: 'nothing that may stand here is understood',
  'unknown-directive': ['this directive is not known', 'a compose file is read as %YAML 1.1, and needs none'],
  'unknown-escape': 'this backslash escape is not known; use \\\\ for a backslash',
  'wrong-indent': 'this line is indented wrongly',
}

/** Texts for what is no YAML, or no YAML that Compose can read. */
export const yamlTexts: Texts<YamlFailures> = {
  'yaml-syntax': ({ cause }) => {
    const text = SYNTAX[cause]
    const [what, hint] = typeof text === 'string' ? [text] : text
    return { message: `this is not valid YAML: ${what}`, hint }
  },
  'yaml-unclosed': ({ mark }) => ({
    message:
      mark === '"' || mark === "'"
        ? `this quote (${mark}) is never closed`
        : `this bracket (${mark}) is never closed`,
  }),
  'yaml-too-deep': () => ({ message: 'the file is nested too deeply' }),
  'yaml-too-large': ({ what, limit }) =>
    what === 'file'
      ? { message: `the file is too large: it has more than ${limit} keys, values and signs before this` }
      : { message: `this text in double quotes is longer than ${limit / 2 ** 20} MiB` },
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
    hint: key === '' ? 'a text that starts with a bracket must be quoted' : `quote it: "${key}"`,
  }),
  'yaml-tag-mismatch': ({ tag, text }) => ({ message: `"${text}" is not what the tag ${tag} says` }),
  'yaml-date': ({ text }) => ({
    message: `YAML takes ${text} for a date, where a text is needed`,
    hint: `quote it: "${text}"`,
  }),
  'document-not-mapping': ({ got }) => ({
    message: 'a compose file must be a mapping, with services and the like as keys',
    hint: got === 'null' ? 'a "---" with nothing after it starts an empty document' : undefined,
  }),
}

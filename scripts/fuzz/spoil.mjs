/** What readers may stumble over. */
const SNIPPETS = [
  ...[
    '\t',
    '\r',
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    ': ',
    '- ',
    '? ',
    '\n',
    '"',
    "'",
    '{',
    '[',
    '}',
    ']',
    '#',
    ' #',
    ',',
  ],
  ...[
    '&a ',
    '*a',
    '<<: *a\n',
    '!reset ',
    '!override ',
    '!!binary ',
    '!x ',
    '|\n',
    '>-2\n',
    '---\n',
    '...\n',
    '%YAML 9\n',
  ],
  ...[
    '$',
    '${',
    '${A:-',
    '}',
    '\\',
    '\u001b[31m',
    'extends: a\n',
    'include: [compose.yaml]\n',
    'env_file: .env\n',
  ],
]

/** A text with a few changes: parts lost, doubled, moved, or with something between; rarely one very often. */
export function spoil(text, random) {
  let result = text
  for (let left = random.below(4); left > 0; left--) result = random.pick(CHANGES)(result, random)
  return result
}

const CHANGES = [
  (text, random) => between(text, random, random.pick(SNIPPETS)),
  (text, random) => between(text, random, random.pick(SNIPPETS).repeat(1 + random.below(50))),
  (text, random) => (random.chance(0.1) ? between(text, random, random.pick(SNIPPETS).repeat(50_000)) : text),
  (text, random) => between(text, random, part(text, random)),
  (text, random) => text.replace(part(text, random), ''),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', '\n ', ''])),
]

function between(text, random, more) {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + more + text.slice(at)
}

function part(text, random) {
  const start = random.below(text.length + 1)
  return text.slice(start, start + random.below(60))
}

import { createHash } from 'node:crypto'

/** Chunks below so many characters travel with the first unit: a unit of their own would cost more than they do. */
const SMALL = 2000

/**
 * Packs the CommonJS chunks of a Rolldown build into one text, for bin/tscompose.js to run, which reads only the
 * units that a command needs. It is eight digits, the length of the head; the head, as JSON; and the units one
 * after the other. Each unit is a script whose value is an object: CommonJS functions by the names of chunks.
 */
export function pack(output) {
  const chunks = output.map((chunk) => ({ ...chunk, code: asAscii(chunk.code) }))
  const entry = chunks.find(({ isEntry }) => isEntry).fileName
  const first = staticClosure(entry, chunks)
  const isFirst = ({ fileName, code }) => first.has(fileName) || code.length < SMALL
  const units = [chunks.filter(isFirst), ...chunks.filter((chunk) => !isFirst(chunk)).map((chunk) => [chunk])]
  const texts = units.map(scriptOf)
  const head = JSON.stringify({
    // By it the program is told from others of the same lengths, which is all that V8 looks at.
    stamp: createHash('sha256').update(texts.join('')).digest('hex').slice(0, 16),
    entry,
    lengths: texts.map(({ length }) => length),
    unitOf: Object.fromEntries(units.flatMap((members, at) => members.map(({ fileName }) => [fileName, at]))),
  })
  return [String(head.length).padStart(8, '0'), head, ...texts].join('')
}

/** Code of which each character is a byte, so that a place in the file is a place in the text. */
function asAscii(code) {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Names of the chunks that are loaded at once with the one called `name`. */
function staticClosure(name, chunks, found = new Set()) {
  if (found.has(name)) return found
  const chunk = chunks.find(({ fileName }) => fileName === name)
  if (!chunk) return found
  found.add(name)
  for (const imported of chunk.imports) staticClosure(imported, chunks, found)
  return found
}

function scriptOf(chunks) {
  const members = chunks.map(
    ({ fileName, code }) => `${JSON.stringify(fileName)}:function(exports,require,module){${code}}`,
  )
  return `({${members.join(',\n')}})`
}

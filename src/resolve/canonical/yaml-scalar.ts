/** How a text is written in YAML. */
export type Style = 'plain' | 'single' | 'double' | 'literal'

/** What the characters of a text allow, as libyaml's emitter (which go-yaml is a port of) finds out. */
interface Analysis {
  readonly plain: boolean
  readonly single: boolean
  readonly literal: boolean
  readonly multiline: boolean
}

/** Texts that need no closer look: they begin with a letter and have nothing in them that means something. */
const ORDINARY = /^[A-Za-z_/][\w./@+=,-]*(?::[\w./@+=,-]+)*$/
/** Longest word that is no text: `false`. */
const LONGEST_WORD = 5

/** The style go-yaml chooses for a text; keys are never written as blocks. */
export function styleOf(text: string, asKey: boolean): Style {
  if (ORDINARY.test(text) && (text.length > LONGEST_WORD || !WORD.test(text))) return 'plain'
  const allowed = analyze(text)
  if (text.includes('\n')) return allowed.literal && !asKey ? 'literal' : 'double'
  if (!readsAsText(text) || (asKey && allowed.multiline)) return 'double'
  if (allowed.plain) return 'plain'
  return allowed.single ? 'single' : 'double'
}

const BREAK = /[\n\r\u0085\u2028\u2029]/
/** Characters that go-yaml writes as escapes; it takes all beyond the basic plane for such. */
const UNPRINTABLE = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
const UNPRINTABLE_BUT_TAB = /[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
const BREAK_THEN_SPACE = /[\n\r\u0085\u2028\u2029] /
const SPACE_THEN_BREAK = / [\n\r\u0085\u2028\u2029]/
/** Begins like a document marker, an indicator, or an entry of a list or mapping; or contains `: ` or ` #`. */
const INDICATOR =
  /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\n\r\u0085\u2028\u2029]#/

function analyze(text: string): Analysis {
  const multiline = BREAK.test(text)
  // go-yaml takes U+2028 for a line break, as YAML 1.1 does; readers of YAML 1.2 would read another text.
  const special = UNPRINTABLE_BUT_TAB.test(text) || /[\u2028\u2029]/.test(text) || SPACE_THEN_BREAK.test(text)
  const single = !special && !text.includes('\t') && !BREAK_THEN_SPACE.test(text)
  const padded = /^[ \n\r\u0085\u2028\u2029]|[ \n\r\u0085\u2028\u2029]$/.test(text)
  return {
    multiline,
    single,
    plain: single && !multiline && !padded && !INDICATOR.test(text),
    literal: !special && !text.endsWith(' ') && text !== '',
  }
}

/** Whether a YAML 1.1 or 1.2 reader takes the bare text for a text, and not for a number, a date or a truth. */
export function readsAsText(text: string): boolean {
  if (text === '') return false
  if (WORD.test(text)) return false
  if (!/^[-+.\d]/.test(text)) return true
  return !isNumber(text) && !SEXAGESIMAL.test(text) && !isTimestamp(text)
}

const WORD =
  /^(?:true|True|TRUE|false|False|FALSE|~|null|Null|NULL|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/
const SEXAGESIMAL = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/
const INTEGER = /^[-+]?(?:0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|[1-9]\d*|0)$/
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
/** What Go's float parser takes besides, when a text begins with a point. */
const POINT_FLOAT = /^\.\d+(?:[eE][-+]?\d+)?$/

function isNumber(text: string): boolean {
  if (text.startsWith('.')) return POINT_FLOAT.test(text)
  const digits = text.replaceAll('_', '')
  return isInteger(digits) || (FLOAT.test(digits) && Number.isFinite(Number(digits)))
}

/** Whole numbers that fit 64 bits; larger ones with a base prefix are texts, decimal ones are floats. */
function isInteger(digits: string): boolean {
  if (!INTEGER.test(digits)) return false
  const size = digits.replace(/^[-+]/, '').replace(/^0([0-7])/, '0o$1')
  return BigInt(size) < (digits.startsWith('-') ? MIN_SIZE : MAX_SIZE)
}

const MAX_SIZE = 2n ** 64n
const MIN_SIZE = 2n ** 63n + 1n

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?))?$/

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, ...clock] = match.slice(1).map((part) => Number(part ?? 0))
  const [hour = 0, minute = 0, second = 0] = clock[0] || clock[1] || clock[2] ? clock : clock.slice(3)
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return false
  return hour < 24 && minute < 60 && second < 60
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

const BYTE_ORDER_MARK = '\ufeff'

/** A text in double quotes. go-yaml escapes all of one that begins with a byte order mark. */
export function doubleQuoted(text: string): string {
  const all = text.startsWith(BYTE_ORDER_MARK)
  let result = ''
  for (const char of text) result += all || mustEscape(char) ? escaped(char) : char
  return `"${result}"`
}

function mustEscape(char: string): boolean {
  return char === '"' || char === '\\' || BREAK.test(char) || UNPRINTABLE.test(char)
}

function escaped(char: string): string {
  const known = ESCAPES[char]
  if (known) return known
  const code = char.codePointAt(0) ?? 0
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8]
  return `\\${letter}${code
    .toString(16)
    .toUpperCase()
    .padStart(width as number, '0')}`
}

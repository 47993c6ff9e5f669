/** What stands where a secret would. */
export const MASK = '****'

const SECRET_NAME = /passw(?:or)?d|passphrase|passwd|secret|token|credential|bearer|key(?:s|\d*)$/i
/** Words that tell only when they stand alone: `DB_PASS`, `dbPass`, `AUTH`, but not `COMPASS`. */
const SECRET_WORD = /(?:^|[^a-z])(?:pass|pwd|key|auth|salt|pat)(?:$|[^a-z])/i

/** Whether a name (of a variable, a label, an option) sounds as if its value were to be kept secret. */
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_WORD.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'))
}

/** A value at a path (`environment.DB_PASSWORD`) with everything hidden that looks secret. */
export function masked(value: unknown, path: string): unknown {
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (value === null || value === undefined) return value
  if (Array.isArray(value))
    return value.map((item, i) => (isSecretFlag(value[i - 1]) ? MASK : masked(item, path)))
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, `.${key}`)]))
  }
  if (looksSecret(name) && typeof value !== 'boolean') return MASK
  return typeof value === 'string' ? withoutSecrets(value) : value
}

/** Whether a word of a command line is an option whose value follows: `--password`. */
function isSecretFlag(word: unknown): boolean {
  return typeof word === 'string' && /^--?[a-z][\w-]*$/i.test(word) && looksSecret(word)
}

/** Hides passwords inside a text: in addresses (`//user:password@`), in `password=…` and in `--password …`. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(:\/\/[^/\s:@]*:)[^/\s@]+@/g, `$1${MASK}@`)
    .replace(/([\w-]+)=([^\s&"']+)/g, (pair, name: string) => (looksSecret(name) ? `${name}=${MASK}` : pair))
    .replace(/(^|\s)(--?[a-z][\w-]*) +(?!-)\S+/gi, (pair, before: string, flag: string) =>
      looksSecret(flag) ? `${before}${flag} ${MASK}` : pair,
    )
}

import { jsonText } from './quote.ts'

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
}

/** JSON as Go's `json.Marshal` writes it: `<`, `>` and `&` as escapes, safe inside HTML. */
export function goJson(value: unknown): string {
  return jsonText(value).replace(/[<>&]/g, (character) => ESCAPED[character] ?? character)
}

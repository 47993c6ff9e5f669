/** JSON without blanks between its tokens, each token as it was written; nothing when it is no JSON. */
export function compactJson(text: string): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  return text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/gs, '$1')
}

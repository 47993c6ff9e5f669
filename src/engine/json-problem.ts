/** What is wrong with a text that is no JSON, without what it says: it may hold passwords. */
export function jsonProblem(error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  return position === undefined ? 'it is no JSON' : `it is no JSON from character ${Number(position) + 1} on`
}

/** Cuts output into lines, wherever the chunks were split. */
export interface LineSplitter {
  push(chunk: Uint8Array): void
  /** Hands out what is left without a line end. */
  end(): void
}

/** Characters of the longest line; what is longer is cut there. */
const longest = 1 << 20

/** Makes a splitter that hands over each line without its end (`\n` or `\r\n`). */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder()
  let rest = ''
  return {
    push(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (; rest.length > longest; rest = rest.slice(longest)) lines.push(rest.slice(0, longest))
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
    },
    end() {
      const last = rest + decoder.decode()
      rest = ''
      if (last !== '') onLine(last)
    },
  }
}

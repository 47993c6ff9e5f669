import type { FileSource } from './source.ts'

/** A flat directory whose files exist only in memory, such as an inline Dockerfile. */
export function memorySource(files: Readonly<Record<string, string>>): FileSource {
  const contents = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))
  return {
    async walk({ include, follow }, visit) {
      const wanted = [...include, ...follow]
      for (const [name, content] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (wanted.length > 0 && !wanted.includes(name)) continue
        await visit({ path: name, mode: 0o644, size: content.length })
      }
    },
    async open(path) {
      const content = contents.get(path)
      if (content === undefined) return undefined
      let at = 0
      return {
        async read(buffer, offset, length) {
          const copied = content.copy(buffer, offset, at, at + length)
          at += copied
          return copied
        },
        async close() {},
      }
    },
  }
}

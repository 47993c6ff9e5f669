import { Readable } from 'node:stream'
import { type Header, pack } from 'tar-stream'

export type Entry = Partial<Header> & { readonly name: string; readonly content?: string }

/** An archive of these entries, in this order, whatever they are called. */
export function tarOf(...entries: readonly Entry[]): Readable {
  const tar = pack()
  for (const { content = '', ...header } of entries) tar.entry(header, content)
  tar.finalize()
  return Readable.from(tar)
}

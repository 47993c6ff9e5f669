import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { extract } from 'tar-stream'
import { engineAddress } from './engine-door.ts'

/** A tree as `path -> what is there`: kind, permissions, and digest of the content or target of the link. */
export type TreeListing = Record<string, string>

/** What is below a directory of this host. */
export function hostTree(folder: string): TreeListing {
  const listing: TreeListing = {}
  const visit = (path: string): void => {
    for (const name of readdirSync(join(folder, path))) {
      const below = path ? `${path}/${name}` : name
      const full = join(folder, below)
      const stats = lstatSync(full)
      if (stats.isDirectory()) {
        listing[below] = described('directory', stats.mode)
        visit(below)
      } else if (stats.isSymbolicLink()) listing[below] = `link ${readlinkSync(full)}`
      else listing[below] = described('file', stats.mode, readFileSync(full))
    }
  }
  visit('')
  return sorted(listing)
}

/** What is below a directory of a container, as the engine hands it out. */
export async function containerTree(container: string, path: string): Promise<TreeListing> {
  const listing: TreeListing = {}
  const response = await get(`/containers/${container}/archive?path=${encodeURIComponent(path)}`)
  if (response.statusCode === 404) return {}
  const reader = extract()
  pipeline(response, reader, () => {})
  for await (const entry of reader) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const { name, type, mode = 0, linkname } = entry.header
    const below = name.replace(/^[^/]*\/?/, '').replace(/\/$/, '')
    if (below === '') continue
    if (type === 'directory') listing[below] = described('directory', mode)
    else if (type === 'symlink') listing[below] = `link ${linkname}`
    else listing[below] = described('file', mode, Buffer.concat(chunks))
  }
  return sorted(listing)
}

/** The text of a file in a container; undefined when there is none. */
export async function containerFile(container: string, path: string): Promise<string | undefined> {
  const response = await get(`/containers/${container}/archive?path=${encodeURIComponent(path)}`)
  if (response.statusCode === 404) return undefined
  const reader = extract()
  pipeline(response, reader, () => {})
  let text = ''
  for await (const entry of reader) for await (const chunk of entry) text += (chunk as Buffer).toString()
  return text
}

function described(kind: string, mode: number, content?: Buffer): string {
  const digest = content ? ` ${createHash('md5').update(content).digest('hex')}` : ''
  return `${kind} ${(mode & 0o7777).toString(8)}${digest}`
}

function sorted(listing: TreeListing): TreeListing {
  return Object.fromEntries(Object.entries(listing).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function get(path: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http.get({ ...engineAddress(), path }, resolve).on('error', reject)
  })
}

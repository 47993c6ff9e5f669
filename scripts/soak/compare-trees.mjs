import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { extract } from 'tar-stream'
import { openRequest, request } from '../engine/api.mjs'

/** What differs between the host's tree and that of each container, a line each. */
export async function compareTrees({ folder, host, name }) {
  const wanted = hostTree(join(folder, 'src'))
  const filters = { label: [`com.docker.compose.project=${name}`] }
  const { json } = await request(host, 'GET', '/containers/json', { query: { filters } })
  const lines = json.length === 2 ? [] : [`${json.length} containers run, 2 should`]
  for (const { Id, Names } of json) {
    const found = await containerTree(host, Id)
    for (const path of new Set([...wanted.keys(), ...found.keys()]))
      if (wanted.get(path) !== found.get(path))
        lines.push(
          `${Names[0]} ${path}: ${found.get(path) ?? 'missing'}, should be ${wanted.get(path) ?? 'gone'}`,
        )
  }
  return lines
}

function hostTree(root) {
  const listing = new Map()
  const visit = (path) => {
    for (const name of readdirSync(join(root, path))) {
      const below = path ? `${path}/${name}` : name
      const full = join(root, below)
      const stats = lstatSync(full)
      if (stats.isDirectory()) visit(below)
      listing.set(
        below,
        stats.isDirectory()
          ? 'directory'
          : stats.isSymbolicLink()
            ? `link ${readlinkSync(full)}`
            : describeFile(stats.mode, readFileSync(full)),
      )
    }
  }
  visit('')
  return listing
}

async function containerTree(host, id) {
  const listing = new Map()
  const answer = await openRequest(host, 'GET', `/containers/${id}/archive`, { query: { path: '/app' } })
  const reader = extract()
  // The engine breaks off where a file changes while it is read: the comparison fails and is made again.
  pipeline(answer, reader, () => {})
  for await (const entry of reader) {
    const chunks = []
    for await (const chunk of entry) chunks.push(chunk)
    const { name, type, mode, linkname } = entry.header
    const path = name.replace(/^[^/]*\/?/, '').replace(/\/$/, '')
    if (path === '') continue
    if (type === 'directory') listing.set(path, 'directory')
    else
      listing.set(path, type === 'symlink' ? `link ${linkname}` : describeFile(mode, Buffer.concat(chunks)))
  }
  return listing
}

function describeFile(mode, content) {
  return `file ${(mode & 0o7777).toString(8)} ${createHash('md5').update(content).digest('hex')}`
}

import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { Folder } from '../../files/folder.ts'

/** How many sockets may lie about before some are looked at, and how many then are. */
const MANY = 32
const SOME = 16

/** Removes sockets of killed processes where many lie about: those of projects that nobody comes back to stay for ever. */
export async function sweep(folder: Folder, names: readonly string[]): Promise<void> {
  if (names.length <= MANY) return
  const first = Math.floor(Math.random() * (names.length - SOME))
  await Promise.all(
    names.slice(first, first + SOME).map(async (name) => {
      if (await isStale(folder.at(name))) rmSync(folder.at(name), { force: true })
    }),
  )
}

function isStale(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const end = (stale: boolean) => {
      socket.destroy()
      resolve(stale)
    }
    socket.on('connect', () => end(false))
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNREFUSED'))
  })
}

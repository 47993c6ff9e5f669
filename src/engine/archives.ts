import type { IncomingMessage } from 'node:http'
import type { Door } from './door.ts'
import type { Engine, PathInfo } from './engine.ts'
import { isNotFound } from './failures.ts'

type Archives = Pick<Engine, 'putArchive' | 'getArchive' | 'statPath' | 'exportContainer'>

/** The calls that move files in and out of containers, as tar. */
export function archives({ docker }: Door): Archives {
  return {
    async putArchive(id, path, tar, { copyUidGid = false } = {}) {
      await docker.getContainer(id).putArchive(tar, { path, ...(copyUidGid && { copyUIDGID: true }) })
    },
    getArchive: (id, path) => docker.getContainer(id).getArchive({ path }),
    async statPath(id, path) {
      try {
        const response = (await docker.getContainer(id).infoArchive({ path })) as IncomingMessage
        response.resume()
        return readPathStat(String(response.headers['x-docker-container-path-stat'] ?? ''))
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },
    exportContainer: (id) => docker.getContainer(id).export(),
  }
}

// Go's os.FileMode, in which the stat header gives the mode.
const GO_DIRECTORY = 0x80000000
const GO_SYMLINK = 0x08000000

/** Reads the engine's description of a path: base64 of JSON. */
export function readPathStat(header: string): PathInfo {
  const stat = JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as {
    name: string
    size: number
    mode: number
    linkTarget: string
  }
  return {
    name: stat.name,
    size: stat.size,
    permissions: stat.mode & 0o777,
    directory: (stat.mode & GO_DIRECTORY) !== 0,
    ...((stat.mode & GO_SYMLINK) !== 0 && { linkTarget: stat.linkTarget }),
  }
}

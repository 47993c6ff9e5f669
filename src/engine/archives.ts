import type { IncomingMessage } from 'node:http'
import { number, struct, text } from '../model/json-check.ts'
import { answerInvalid, BadAnswer } from './bad-answer.ts'
import type { Door } from './door.ts'
import type { Engine, PathInfo } from './engine.ts'
import { isNotFound } from './failures.ts'
import { callOf } from './request.ts'

type Archives = Pick<Engine, 'putArchive' | 'getArchive' | 'statPath' | 'exportContainer'>

/** The calls that move files in and out of containers, as tar. */
export function archives({ docker, transport }: Door): Archives {
  return {
    async putArchive(id, path, tar, { copyUidGid = false } = {}) {
      await docker.getContainer(id).putArchive(tar, { path, ...(copyUidGid && { copyUIDGID: true }) })
    },
    getArchive: (id, path) => docker.getContainer(id).getArchive({ path }),
    async statPath(id, path) {
      try {
        const response = (await docker.getContainer(id).infoArchive({ path })) as IncomingMessage
        response.resume()
        const header = String(response.headers['x-docker-container-path-stat'] ?? '')
        return readPathStat(header, () => {
          const what = callOf({ method: 'HEAD', path: `/containers/${id}/archive` })
          return answerInvalid(transport.link, what, new BadAnswer('shape'))
        })
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

interface PathStat {
  readonly name: string
  readonly size: number
  readonly mode: number
  readonly linkTarget: string
}

const checkStat = struct({ name: text, size: number, mode: number, linkTarget: text })

/** Reads the engine's description of a path: base64 of JSON. Throws what `fail` gives where it is none. */
export function readPathStat(header: string, fail: () => Error): PathInfo {
  const stat = parseStat(header)
  if (!stat) throw fail()
  return {
    name: stat.name,
    size: stat.size,
    permissions: stat.mode & 0o777,
    directory: (stat.mode & GO_DIRECTORY) !== 0,
    ...((stat.mode & GO_SYMLINK) !== 0 && { linkTarget: stat.linkTarget }),
  }
}

function parseStat(header: string): PathStat | undefined {
  try {
    const stat: unknown = JSON.parse(Buffer.from(header, 'base64').toString('utf8'))
    return checkStat(stat, 'it') === undefined ? (stat as PathStat) : undefined
  } catch {
    return undefined
  }
}

import { lstat, stat } from 'node:fs/promises'
import { dirname, posix, resolve as resolvePath } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Engine } from '../../engine/engine.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { checkFolder } from '../copy/check-folder.ts'
import { type CopyEnds, placeCopy } from '../copy/destination.ts'
import { type LeftOut, packPath } from '../copy/pack-path.ts'
import { refused, unpack } from '../copy/unpack.ts'
import { bool, type FlagValues, integer } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { listContainers, pickContainer } from '../steps/containers.ts'
import { taskOf, withProgress } from '../steps/progress.ts'
import { findProjectName } from '../steps/project.ts'

const flags = {
  all: bool('--all', 'Containers of run too'),
  archive: bool('-a, --archive', 'Keep owners'),
  followLink: bool('-L, --follow-link', 'Copy what a link points at'),
  index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
} as const

type CopyFlags = FlagValues<typeof flags>

/** `cp`: files between a service's containers and this machine. */
export const cp = command({
  name: 'cp',
  usage: 'SERVICE:SOURCE TARGET|-  or  SOURCE|- SERVICE:TARGET',
  summary: 'Copy files between a container and this machine',
  arity: { min: 2, max: 2 },
  flags,
  examples: ['cp api:/app/log.txt .', 'cp ./config.yml api:/etc/app/', 'cp db:/var/lib/data - | tar t'],
  async run(context, options, [source = '', target = '']) {
    const from = readEnd(source)
    const to = readEnd(target)
    if ((from.service === undefined) === (to.service === undefined)) {
      throw new Failed(failure('copy-direction', { source, destination: target }))
    }
    const outward = from.service !== undefined
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const service = from.service ?? to.service ?? ''
    if ((outward ? from : to).path === '') throw new Failed(failure('copy-path-empty', { service }))
    const containers = await findContainers(engine, project, service, options)
    const targets = outward ? containers.slice(0, 1) : containers
    const copy = outward ? copyFrom : copyTo
    const told = ({ name }: ObservedContainer, { service, path }: End) => (service ? `${name}:${path}` : path)
    await withProgress(
      context,
      async (progress) => {
        await Promise.all(
          targets.map((container) => {
            const task = `copy ${told(container, from)} to ${told(container, to)}`
            return progress.step(taskOf(container, task), 'copy', async () => {
              if (!context.globals.dryRun) {
                await copy(context, engine, container, from.path, to.path, options)
              }
              return undefined
            })
          }),
        )
      },
      { plain: to.path === '-' },
    )
    return 0
  },
})

interface End {
  readonly service?: string
  readonly path: string
}

/** `SERVICE:PATH`, or a path here: absolute ones and those that begin with a dot never name a service. */
function readEnd(text: string): End {
  const at = text.indexOf(':')
  if (at <= 0 || /^[./\\]/.test(text)) return { path: text }
  return { service: text.slice(0, at), path: text.slice(at + 1) }
}

async function findContainers(
  engine: Engine,
  project: string,
  service: string,
  { all, index }: CopyFlags,
): Promise<ObservedContainer[]> {
  if (index) return [await pickContainer(engine, project, { service, index, oneOffs: false, stopped: true })]
  const found = await listContainers(engine, project, { services: [service], oneOffs: all, stopped: true })
  if (found.length === 0) throw new Failed(failure('no-container', { service }))
  return found
}

type Copy = (
  context: Context,
  engine: Engine,
  container: ObservedContainer,
  from: string,
  to: string,
  options: CopyFlags,
) => Promise<void>

const copyTo: Copy = async (context, engine, { id }, from, to, { archive, followLink }) => {
  const path = absolute(to)
  const found = await statFollowing(engine, id, path)
  const target: CopyEnds['target'] = !found ? 'missing' : found.directory ? 'directory' : 'file'
  const options = { copyUidGid: archive }
  if (from === '-') {
    if (target !== 'directory') {
      throw new Failed(failure('copy-target-no-directory', { path: to, container: id }))
    }
    await engine.putArchive(id, found?.path ?? path, context.stdin, options)
    return
  }
  const here = resolvePath(context.cwd, from)
  const follows = followLink || /[/\\]$/.test(from)
  const sourceIsDirectory = await isDirectoryHere(here, from, follows)
  const sourcePath = sourceName(here, from)
  const ends = { sourcePath, sourceIsDirectory, target, targetPath: found?.path ?? path }
  const { directory, name } = placeCopy(ends)
  const leftOut: LeftOut[] = []
  const tar = packPath(here, name, follows, (left) => leftOut.push(left))
  await engine.putArchive(id, directory, tar, options)
  if (leftOut.length > 0) throw refused(leftOut)
}

const copyFrom: Copy = async (context, engine, { id }, from, to, { followLink }) => {
  const asked = absolute(from)
  if (to !== '-') await checkFolder(resolvePath(context.cwd, to), 'cp')
  const found = await statAt(engine, id, asked)
  if (!found) throw new Failed(failure('copy-path-missing', { path: from, container: id }))
  const path = followLink && found.linkTarget ? posix.resolve(posix.dirname(asked), found.linkTarget) : asked
  if (to === '-') {
    await pipeline(await engine.getArchive(id, path), context.stdout, { end: false })
    return
  }
  const here = resolvePath(context.cwd, to)
  await refuseLinkToFolder(here, to)
  const ends = {
    sourcePath: /(^|\/)\.$/.test(from) ? from : asked,
    sourceIsDirectory: found.directory,
    targetPath: /[/\\]$/.test(to) ? `${here}/` : here,
    target: await kindHere(here),
  }
  await unpack(await engine.getArchive(id, path), placeCopy(ends))
}

/** Paths in containers are relative to their root. */
function absolute(path: string): string {
  const clean = posix.resolve('/', path)
  return /[/\\]$/.test(path) && clean !== '/' ? `${clean}/` : clean
}

async function statAt(engine: Engine, id: string, path: string) {
  return engine.statPath(id, path.replace(/(.)\/+$/, '$1'))
}

/** What is at a path once a link there is followed, and the path it then is. */
async function statFollowing(engine: Engine, id: string, path: string) {
  const found = await statAt(engine, id, path)
  if (!found?.linkTarget) return found && { directory: found.directory, path }
  const real = posix.resolve(posix.dirname(path.replace(/(.)\/+$/, '$1')), found.linkTarget)
  const behind = await statAt(engine, id, real)
  return behind && { directory: behind.directory, path: real }
}

async function isDirectoryHere(path: string, typed: string, follows: boolean): Promise<boolean> {
  const found = await (follows ? stat : lstat)(path).catch(() => undefined)
  if (found) return found.isDirectory()
  const missing = await firstMissing(path)
  throw new Failed(failure('copy-path-missing', { path: typed, ...(missing && { missing }) }))
}

/** The part of a path up to the first folder that is not there; undefined where a file is in the way. */
async function firstMissing(path: string): Promise<string | undefined> {
  const parent = dirname(path)
  const above = parent === path ? undefined : await lstat(parent).catch(() => 'missing' as const)
  if (above === 'missing') return firstMissing(parent)
  return above?.isFile() ? undefined : path
}

/**
 * A folder behind a link is only gone into where a slash at the end says so: the link may have come with an earlier
 * copy, from a container that would have this one lie elsewhere.
 */
async function refuseLinkToFolder(path: string, typed: string): Promise<void> {
  if (/(^|[/\\])\.?$/.test(typed) || (await kindHere(path)) !== 'directory') return
  if ((await lstat(path)).isSymbolicLink()) throw new Failed(failure('copy-through-link', { path: typed }))
}

async function kindHere(path: string): Promise<'missing' | 'file' | 'directory'> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file'
  } catch {
    return 'missing'
  }
}

/** The path's own name even where `.` was typed, but `/.` at its end is kept for what it means. */
function sourceName(path: string, typed: string): string {
  return /(^|\/)\.$/.test(typed) ? typed : path
}

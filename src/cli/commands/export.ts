import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failed, failure } from '../../model/failure.ts'
import { command } from '../command.ts'
import { checkFolder } from '../copy/check-folder.ts'
import { integer, text } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { pickContainer } from '../steps/containers.ts'
import { taskOf, withProgress } from '../steps/progress.ts'
import { findProjectName } from '../steps/project.ts'

/** `export`: a container's file system as a tar. */
export const exportFiles = command({
  name: 'export',
  usage: 'SERVICE',
  summary: "Write a container's file system as a tar archive",
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  flags: {
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    output: text('-o, --output', 'File to write instead of standard output', { value: 'FILE' }),
  },
  examples: ['export db > db.tar', 'export --output db.tar db'],
  async run(context, { index, output }, [service = '']) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const container = await pickContainer(engine, project, { service, index, oneOffs: true, stopped: false })
    if (!output && context.stdout.isTTY) {
      throw new Failed(failure('output-needs-file', { command: 'export' }))
    }
    const path = output && resolve(context.cwd, output)
    if (path) await checkFolder(path, 'export', output)
    const subject = taskOf(container, `export ${container.name} to ${output ?? ''}`)
    await withProgress(
      context,
      (progress) =>
        progress.step(subject, 'export', async () => {
          if (context.globals.dryRun) return undefined
          const archive = await engine.exportContainer(container.id)
          if (path) await writeWhole(archive, path)
          else await pipeline(archive, context.stdout, { end: false })
          return undefined
        }),
      { plain: !output },
    )
    return 0
  },
})

/** Nothing is left under the file's name unless all of it is there. */
async function writeWhole(source: NodeJS.ReadableStream, path: string): Promise<void> {
  const partial = `${path}.partial`
  try {
    // What another run left, or a link that stands there, is not written to.
    await rm(partial, { force: true })
    await pipeline(source, createWriteStream(partial, { flags: 'wx', mode: 0o600 }))
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

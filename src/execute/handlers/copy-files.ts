import { LARGEST } from '../../files/read-file.ts'
import { readOrFail } from '../../files/read-or-fail.ts'
import { Failed } from '../../model/failure.ts'
import type { Handler } from '../handlers.ts'

/** Puts files into a container by one archive from the root, with the directories that lead to them. */
export const copyFiles: Handler<'copy-files'> = async (
  { container, files, refused },
  { engine, results },
) => {
  if (refused) throw new Failed(refused)
  const { pack } = await import('tar-stream')
  const tar = pack()
  for (const file of files) {
    const content =
      typeof file.content === 'string' ? file.content : readOrFail(file.content.hostFile, LARGEST.secret)
    tar.entry({ name: file.path.replace(/^\/+/, ''), mode: file.mode, uid: file.uid, gid: file.gid }, content)
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  await engine.putArchive(results.container(container), '/', Buffer.concat(chunks))
  return undefined
}

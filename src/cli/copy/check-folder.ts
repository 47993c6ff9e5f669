import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failed, failure } from '../../model/failure.ts'

/** Fails where the folder that a file is to be written into is not there; it is told as in `typed`. */
export async function checkFolder(path: string, command: 'cp' | 'export', typed = path): Promise<void> {
  const folder = dirname(typed)
  const isThere = await stat(dirname(path)).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
  if (!isThere) throw new Failed(failure('output-folder-missing', { folder, command }))
}

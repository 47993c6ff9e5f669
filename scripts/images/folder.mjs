import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs `body` with a new empty folder, which is gone afterwards whatever happens. */
export async function withFolder(body) {
  const folder = await mkdtemp(join(tmpdir(), 'tscompose-image-'))
  try {
    return await body(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

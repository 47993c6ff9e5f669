import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { debianSource, installPrograms } from '../engine/debian.mjs'
import { run } from '../engine/run.mjs'
import { withFolder } from './folder.mjs'
import { hasImage, importTar } from './send.mjs'

/** The name of the Debian image under the ones made here. */
export const baseImage = 'tscompose-base:bookworm'

/** Makes the base image with mmdebstrap (debootstrap takes twice its time), unless the engine has it. */
export async function makeBase(host) {
  if (await hasImage(host, baseImage)) return
  await installPrograms({ mmdebstrap: 'mmdebstrap' })
  const { mirror } = await debianSource()
  await withFolder(async (folder) => {
    const file = join(folder, 'base.tar')
    // Nobody needs each unpacked file to be on the disk before the next one.
    const flags = ['--quiet', '--mode=root', '--variant=minbase', '--dpkgopt=force-unsafe-io']
    await run('mmdebstrap', [...flags, 'bookworm', file, mirror])
    await importTar(host, baseImage, createReadStream(file), [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'CMD ["bash"]',
    ])
  })
}

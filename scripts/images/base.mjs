import { chmod } from 'node:fs/promises'
import { debianSource, installPrograms } from '../engine/debian.mjs'
import { run } from '../engine/run.mjs'
import { withFolder } from './folder.mjs'
import { hasImage, importFolder } from './send.mjs'

/** The name of the Debian image under the ones made here. */
export const baseImage = 'tscompose-base:bookworm'

/** Makes the base image with debootstrap, unless the engine has it. */
export async function makeBase(host) {
  if (await hasImage(host, baseImage)) return
  await installPrograms({ debootstrap: 'debootstrap' })
  const { mirror } = await debianSource()
  await withFolder(async (root) => {
    await run('debootstrap', ['--variant=minbase', 'bookworm', root, mirror])
    await run('sh', ['-c', 'cd "$0" && rm -rf var/cache/apt/* var/lib/apt/lists/* var/log/*.log dev/*', root])
    await chmod(root, 0o755)
    await importFolder(host, baseImage, root, [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'CMD ["bash"]',
    ])
  })
}

import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installPrograms } from '../engine/debian.mjs'
import { run } from '../engine/run.mjs'
import { withFolder } from './folder.mjs'
import { importFolder } from './send.mjs'

/** Makes `busybox` out of Debian's static busybox: one program and a link for each of its names, 2 MB. */
export async function makeBusybox(host, image) {
  // Debian's plain busybox has the same program name but is linked dynamically: so ask the package, not PATH.
  await run('dpkg', ['-s', 'busybox-static']).catch(() =>
    installPrograms({ 'busybox-static': 'busybox-static' }),
  )
  await withFolder(async (root) => {
    await chmod(root, 0o755)
    for (const folder of ['bin', 'etc', 'root', 'tmp', 'var']) await mkdir(join(root, folder))
    await chmod(join(root, 'tmp'), 0o1777)
    await copyFile('/bin/busybox', join(root, 'bin/busybox'))
    for (const name of (await run('/bin/busybox', ['--list'])).trim().split('\n')) {
      if (name !== 'busybox') await symlink('busybox', join(root, 'bin', name))
    }
    await writeFile(join(root, 'etc/passwd'), users)
    await writeFile(join(root, 'etc/group'), groups)
    await importFolder(host, image, root, [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'CMD ["sh"]',
    ])
  })
}

const users =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\n'
const groups = 'root:x:0:\ndaemon:x:1:\nnobody:x:65534:\n'

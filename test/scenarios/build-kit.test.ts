import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import { solve } from '../../src/build/kit/control.ts'
import { directorySource } from '../../src/build/kit/files/directory-source.ts'
import { fileSyncHandlers } from '../../src/build/kit/services/filesync.ts'
import { healthHandlers } from '../../src/build/kit/services/health.ts'
import { secretHandlers } from '../../src/build/kit/services/secrets.ts'
import { openSession } from '../../src/build/kit/session.ts'
import { connectControl, type Door } from '../../src/build/kit/transport.ts'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { askEngine } from './support/engine.ts'
import { engineAddress } from './support/engine-door.ts'

const door: Door = {
  async dial(path, headers) {
    const upgrade = { ...headers, Connection: 'Upgrade', Upgrade: 'h2c' }
    const asked = request({ ...engineAddress(), agent: false, method: 'POST', path, headers: upgrade }).end()
    const [, socket, head] = (await once(asked, 'upgrade')) as [unknown, Duplex, Buffer]
    if (head.length > 0) socket.unshift(head)
    return socket
  },
}

it('the kit alone builds an image, as its README says', async () => {
  await using tree = await temporaryTree({
    Dockerfile:
      'FROM busybox\nARG VERSION\nCOPY hello /\nRUN --mount=type=secret,id=token cat /hello /run/secrets/token; echo $VERSION\n',
    hello: 'hello\n',
  })
  const name = `tsc-kit-${randomUUID()}`
  const control = await connectControl(door)
  const files = directorySource(tree.path)
  const session = await openSession(door, control, {
    id: randomUUID(),
    sharedKey: tree.path,
    handlers: new Map([
      ...healthHandlers(),
      ...fileSyncHandlers(
        new Map([
          ['context', files],
          ['dockerfile', files],
        ]),
      ),
      ...secretHandlers(new Map([['token', { value: 'secret\n' }]])),
    ]),
  })
  const printed: Uint8Array[] = []
  const answer = await solve(
    control,
    {
      ref: randomUUID(),
      session: session.id,
      frontend: 'dockerfile.v0',
      frontendAttrs: { filename: 'Dockerfile', 'build-arg:VERSION': '1', 'no-cache': '' },
      exporters: [{ type: 'moby', attrs: { name: `docker.io/library/${name}:latest` } }],
      cacheExports: [],
      entitlements: [],
    },
    ({ logs }) => printed.push(...logs.map(({ msg }) => msg)),
  )
  session.close()
  control.close()
  expect(Buffer.concat(printed).toString()).toBe('hello\nsecret\n1\n')
  const { json } = await askEngine('GET', `/images/${name}/json`)
  expect([answer['containerimage.digest'], answer['containerimage.config.digest']]).toContain(
    (json as { Id: string }).Id,
  )
  await askEngine('DELETE', `/images/${name}?force=1`)
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario } from './support/build-scenario.ts'

/** A registry that lets nobody in without a login, has nothing, and notes who came. */
async function lockedRegistry() {
  const logins = new Set<string>()
  const server = createServer((request, response) => {
    const [kind, value] = request.headers.authorization?.split(' ') ?? []
    if (kind === 'Basic') logins.add(Buffer.from(value ?? '', 'base64').toString())
    const headers = { 'WWW-Authenticate': 'Basic realm="locked"', 'Content-Type': 'application/json' }
    response.writeHead(kind === 'Basic' ? 404 : 401, headers)
    response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"nothing here"}]}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, logins, [Symbol.dispose]: () => server.close() }
}

describe('a registry with a login', () => {
  buildScenario('is told its own login and no other', async ({ builder }) => {
    using registry = await lockedRegistry()
    using other = await lockedRegistry()
    const logins: Record<string, { username: string; secret: string }> = {
      [registry.host]: { username: 'me', secret: 'pass:1' },
      [other.host]: { username: 'them', secret: 'pass:2' },
    }
    const asked = new Set<string>()
    // One after the other: in one build the first that has nothing ends the other's question.
    for (const { host } of [registry, other]) {
      await using tree = await temporaryTree({ Dockerfile: `FROM ${host}/private/base\n` })
      const { failures } = await builder.build(
        { service: 'web', context: tree.path, tags: [builder.name('private')] },
        {
          findLogin: async (name) => {
            asked.add(name)
            return logins[name]
          },
        },
      )
      expect(failures).toMatchObject([
        { code: 'build-failed', data: { reason: expect.stringMatching(/not found/) } },
      ])
    }
    expect([...asked]).toEqual([registry.host, other.host])
    expect([...registry.logins]).toEqual(['me:pass:1'])
    expect([...other.logins]).toEqual(['them:pass:2'])
  })

  buildScenario('turns away who has none', async ({ builder }) => {
    using registry = await lockedRegistry()
    await using tree = await temporaryTree({ Dockerfile: `FROM ${registry.host}/private/base\n` })
    const { failures } = await builder.build({
      service: 'web',
      context: tree.path,
      tags: [builder.name('anonymous')],
    })
    expect(failures).toMatchObject([{ data: { reason: expect.stringMatching(/401|authoriz|auth/i) } }])
    expect(registry.logins.size).toBe(0)
  })
})

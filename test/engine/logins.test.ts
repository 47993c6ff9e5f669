import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLogins } from '../../src/engine/logins.ts'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'logins-'))
  const helper = `#!/bin/sh
case $1 in
list) echo '{"stored.example": "me"}' ;;
get) read -r name; echo "{\\"Username\\": \\"me\\", \\"Secret\\": \\"$name\\"}" ;;
esac
`
  await writeFile(join(directory, 'docker-credential-fake'), helper)
  await chmod(join(directory, 'docker-credential-fake'), 0o755)
})
afterAll(() => rm(directory, { recursive: true }))

async function logins(config: object): Promise<unknown> {
  await writeFile(join(directory, 'config.json'), JSON.stringify(config))
  const path = `${directory}:${process.env.PATH}`
  return JSON.parse(await readLogins({ DOCKER_CONFIG: directory, PATH: path }, '/nowhere'))
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

it('gathers what the file and the helpers have', async () => {
  const auths = { 'plain.example': { auth: base64('you:pw') } }
  expect(await logins({ auths })).toEqual({ auths })
  expect(await logins({ auths: {}, credsStore: 'fake' })).toEqual({
    auths: { 'stored.example': { auth: base64('me:stored.example') } },
  })
})

it('has none where there are none', async () => {
  expect(await logins({})).toEqual({ auths: {} })
})

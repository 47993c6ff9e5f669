import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Engine, TransferProgress } from '../../src/engine/engine.ts'
import { connectLive, failureOf, liveScenario } from './support/live-engine.ts'
import { freePort, type Registry, registryProgram, startRegistry } from './support/registry.ts'

const login = { user: 'tester', password: 'x' }
/** Bcrypt of the password, as cheap as bcrypt allows. */
const PASSWORD_HASH = '$2y$05$abcdefghijklmnopqrstuuhKF09ZYWwH2zP/0fwE1X8e/Q1YNx/hO'

describe.skipIf(!registryProgram)('a registry with a password', () => {
  let server: Registry
  let folder: string
  let registry: string

  beforeAll(async () => {
    server = await startRegistry(`${login.user}:${PASSWORD_HASH}\n`)
    folder = server.folder
    registry = server.host
  })
  afterAll(() => server.close())

  /** The engine, as seen with a docker configuration of its own. */
  async function connectWith(config: object, environment: Record<string, string> = {}): Promise<Engine> {
    const directory = await mkdtemp(join(folder, 'docker-'))
    await writeFile(join(directory, 'config.json'), JSON.stringify(config))
    return connectLive({ DOCKER_CONFIG: directory, ...environment })
  }

  const auth = Buffer.from(`${login.user}:${login.password}`).toString('base64')
  const connectLoggedIn = () => connectWith({ auths: { [registry]: { auth } } })

  const unseen = { onProgress: () => {} }

  async function push(engine: Engine, name: string): Promise<{ digest?: string }> {
    await engine.tagImage('busybox', name)
    const pushed = await engine.pushImage(name, unseen)
    await engine.removeImage(name)
    return pushed
  }

  liveScenario('takes and gives images with the login of config.json', async ({ live }) => {
    const engine = await connectLoggedIn()
    const image = `${registry}/${live.name('image')}:1`
    const { digest } = await push(engine, image)
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)

    const progress: TransferProgress[] = []
    await engine.pullImage(image, { onProgress: (step) => progress.push(step) })
    expect(progress.map((step) => step.status).join('\n')).toContain(digest)
    expect((await engine.inspectImage(image))?.digests).toEqual([
      `${registry}/${live.name('image')}@${digest}`,
    ])
    await engine.removeImage(image)

    const byDigest = `${registry}/${live.name('image')}@${digest}`
    await engine.pullImage(byDigest, { platform: 'linux/amd64', ...unseen })
    expect(await engine.inspectImage(byDigest)).toBeDefined()
    await engine.removeImage(byDigest)
  })

  liveScenario('gives images with the login of a helper', async ({ live }) => {
    const image = `${registry}/${live.name('image')}`
    await push(await connectLoggedIn(), image)
    const helpers = join(folder, 'helpers')
    await mkdir(helpers, { recursive: true })
    const helper = join(helpers, 'docker-credential-fake')
    const answer = JSON.stringify({ Username: login.user, Secret: login.password })
    await writeFile(helper, `#!/bin/sh\necho '${answer}'\n`)
    await chmod(helper, 0o755)
    const PATH = [helpers, process.env.PATH].join(delimiter)
    const engine = await connectWith({ credHelpers: { [registry]: 'fake' } }, { PATH })
    await engine.pullImage(image, unseen)
    expect(await engine.inspectImage(image)).toBeDefined()
    await engine.removeImage(image)
  })

  liveScenario('refuses who is not logged in, or wrongly', async ({ live }) => {
    const image = `${registry}/${live.name('image')}`
    const wrong = Buffer.from(`${login.user}:wrong`).toString('base64')
    for (const config of [{}, { auths: { [registry]: { auth: wrong } } }]) {
      const engine = await connectWith(config)
      expect(await failureOf(engine.pullImage(image, unseen))).toMatchObject({
        code: 'registry-denied',
        data: { image },
      })
      expect(await failureOf(push(engine, image))).toMatchObject({ code: 'registry-denied', data: { image } })
      await engine.removeImage(image)
    }
  })

  liveScenario('does not have everything', async ({ live }) => {
    const engine = await connectLoggedIn()
    const image = `${registry}/${live.name('absent')}:1`
    expect(await failureOf(engine.pullImage(image, unseen))).toMatchObject({
      code: 'image-not-found',
      data: { image },
    })
  })
})

describe('a registry that is not there', () => {
  liveScenario('is named as the reason', async ({ live }) => {
    const image = `127.0.0.1:${await freePort()}/image`
    expect(await failureOf(live.engine.pullImage(image, { onProgress: () => {} }))).toMatchObject({
      code: 'registry-unreachable',
      data: { image },
    })
  })
})

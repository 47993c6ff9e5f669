import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SERVICE_ORDER } from '../../src/attributes/order.ts'
import { inspectMasked, type MaskedInspection } from './support/masked-inspection.ts'
import { oracle, scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

const fixtures = fileURLToPath(new URL('./inspect-parity', import.meta.url))
const names = (await readdir(fixtures, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

async function inspect(stack: Stack): Promise<MaskedInspection> {
  return inspectMasked(stack.name, stack.folder, await stack.containers())
}

/** Config-hashes, but for services whose hash has another container's id in it. */
async function hashes(stack: Stack): Promise<Record<string, string | undefined>> {
  const comparable = (await stack.containers()).filter(({ HostConfig }) => {
    const sharing = [HostConfig.NetworkMode, HostConfig.IpcMode, HostConfig.PidMode].map(String)
    return !HostConfig.VolumesFrom && !sharing.some((mode) => mode.startsWith('container:'))
  })
  return Object.fromEntries(
    comparable.map(({ Name, Config }) => [Name, Config.Labels['com.docker.compose.config-hash']]),
  )
}

describe.each(names)('%s', (fixture) => {
  scenario('is created as docker-compose creates it', async ({ stack }) => {
    await cp(join(fixtures, fixture), stack.folder, { recursive: true })
    await stack.succeeds('create')
    const ours = await inspect(stack)
    const ourHashes = await hashes(stack)
    await stack.succeeds('down -v')
    expect(await stack.containers()).toEqual([])
    // What docker-compose made of the same project when it was last at hand.
    await expect(JSON.stringify(ours, null, 2)).toMatchFileSnapshot(join(fixtures, `${fixture}.recorded`))
    if (!oracle) return

    expect(await stack.runProgram([oracle, 'create'])).toMatchObject({ code: 0 })
    expect(ours).toEqual(await inspect(stack))
    expect(ourHashes).toEqual(await hashes(stack))
  })
})

it.skipIf(oracle)('is compared with recorded answers only: docker-compose is not at hand', () => {
  expect(names).not.toEqual([])
})

describe('together the projects', () => {
  /** Keys of which the engine is told nothing, and keys that this kind of engine refuses. */
  const ELSEWHERE = {
    client: [
      'attach',
      'build',
      'develop',
      'env_file',
      'extends',
      'models',
      'pre_start',
      'post_start',
      'pre_stop',
      'profiles',
      'provider',
      'pull_policy',
      'use_api_socket',
    ],
    ignored: ['credential_spec'],
    refused: ['cpu_rt_period', 'cpu_rt_runtime', 'storage_opt'],
  }

  it('use every key that reaches the engine', async () => {
    const files = await Promise.all(
      names.map((name) => readFile(join(fixtures, name, 'compose.yaml'), 'utf8')),
    )
    const services = files.flatMap((file) => Object.values<object>(parse(file).services))
    const used = new Set(services.flatMap((service) => Object.keys(service)))
    const elsewhere = new Set(Object.values(ELSEWHERE).flat())
    expect(SERVICE_ORDER.filter((key) => !used.has(key) && !elsewhere.has(key))).toEqual([])
  })
})

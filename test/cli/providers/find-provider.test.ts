import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProvider } from '../../../src/cli/providers/find-provider.ts'

describe('a provider is found', () => {
  let folder = ''
  const program = async (path: string, mode = 0o755) => {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), '')
    await chmod(join(folder, path), mode)
    return join(folder, path)
  }
  const find = () =>
    findProvider(
      'made-up',
      { directory: join(folder, 'docker'), cliPluginsExtraDirs: [join(folder, 'extra')] },
      `${join(folder, 'one')}:${join(folder, 'two')}`,
    )

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tscompose-providers-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('nowhere when there is none', async () => {
    await program('one/made-up', 0o644)
    await mkdir(join(folder, 'two/made-up'), { recursive: true })
    expect(await find()).toBeUndefined()
  })

  it('on the PATH, and before that among the plugins of the docker client', async () => {
    const onPath = await program('two/made-up')
    expect(await find()).toBe(onPath)
    const plugin = await program('docker/cli-plugins/docker-made-up')
    expect(await find()).toBe(plugin)
    const extra = await program('extra/docker-made-up')
    expect(await find()).toBe(extra)
  })
})

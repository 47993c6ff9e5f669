import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

// Its dependencies come from the registry, which may take its time.

describe('npm pack', () => {
  scenario('yields a package whose tscompose works from another folder', async ({ stack }) => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    const pack = ['npm', 'pack', root, '--ignore-scripts', '--json', '--pack-destination', stack.folder]
    const packed = await stack.runProgram(pack)
    expect(packed).toMatchObject({ code: 0 })
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
    await stack.write({
      'package.json': '{ "private": true }',
      'compose.yaml': 'services: { web: { image: busybox } }',
    })
    const install = ['npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
    expect(await stack.runProgram([...install, `./${filename}`])).toMatchObject({ code: 0 })

    const installed = join(stack.folder, 'node_modules/.bin/tscompose')
    const shown = await stack.runProgram([installed, 'version'])
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain(version)
    const services = await stack.runProgram([installed, 'config', '--services'])
    expect(services).toMatchObject({ code: 0, stdout: 'web\n' })

    const script = "import('tscompose').then((api) => console.log(Object.keys(api).length > 0))"
    const imported = await stack.runProgram([process.execPath, '-e', script])
    expect(imported).toMatchObject({ code: 0, stdout: 'true\n' })
  })
})

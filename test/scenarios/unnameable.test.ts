import { writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'

for (const [builder, value] of [
  ['BuildKit', '1'],
  ['the classic builder', '0'],
] as const)
  scenario(`a file whose name is not UTF-8 is one failure with ${builder}`, async ({ stack }) => {
    await stack.write({
      'compose.yaml': 'services: {a: {build: .}}',
      Dockerfile: 'FROM busybox\nCOPY . /c\n',
    })
    writeFileSync(Buffer.concat([Buffer.from(`${stack.folder}/bad`), Buffer.from([0xff])]), '')
    const { code, stderr } = await stack.runProgram([...tscompose, 'build'], { DOCKER_BUILDKIT: value })
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: /m) })
    expect(stderr.match(/^error: .*$/gm)).toEqual([
      'error: building the image of service "a" failed: bad\ufffd: its name is not UTF-8',
    ])
  })

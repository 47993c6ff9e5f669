import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario, linesOf, stepsOf } from './support/build-scenario.ts'

// Both take long and mostly wait: so at the same time, in a file of their own.

buildScenario.concurrent(
  'a secret is still to be had at the end of a build of more than a minute',
  async ({ builder }) => {
    await using tree = await temporaryTree({
      Dockerfile: 'FROM busybox\nRUN sleep 65\nRUN --mount=type=secret,id=s,required cat /run/secrets/s\n',
    })
    const built = await builder.build({
      service: 'web',
      context: tree.path,
      tags: [builder.name('long')],
      secrets: [{ id: 's', value: 'late' }],
      noCache: true,
    })
    expect(built.failures).toEqual([])
    expect(linesOf(built)).toEqual(['late'])
  },
)

buildScenario.concurrent(
  'a context of 50,000 files arrives whole, and does not travel again',
  async ({ builder }) => {
    await using tree = await temporaryTree({})
    // As a node_modules has them: many directories, small files.
    for (let d = 0; d < 500; d++) {
      const directory = join(tree.path, `package-${d % 100}/part-${d}`)
      mkdirSync(directory, { recursive: true })
      for (let f = 0; f < 100; f++)
        writeFileSync(join(directory, `file-${f}.js`), `export const a = ${d * f}\n`)
    }
    // Else what an earlier run of this test left with the engine is found, and nothing is printed.
    writeFileSync(join(tree.path, 'package-0/part-0/file-0.js'), builder.name('many'))
    const run = 'RUN --mount=type=bind,target=/c find /c -type f | wc -l'
    const request = {
      service: 'web',
      context: tree.path,
      dockerfileInline: `FROM busybox\n${run}\n`,
      tags: [builder.name('many')],
    }
    const first = await builder.build(request)
    expect(first.failures).toEqual([])
    expect(linesOf(first)).toEqual(['50000'])
    const second = await builder.build(request)
    expect(Object.values(stepsOf(second))).toEqual(['cached'])
    // What there is has to be told again, some 60 bytes a file.
    expect(second.sent).toBeLessThan(50_000 * 80)
  },
)

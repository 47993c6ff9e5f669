// Bundles src/ into dist/: program, programmatic API and, unless --no-types is given, its type declarations.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { buildStamp, projectRoot } from './build/freshness.mjs'
import { lazyDockerode } from './build/lazy-dockerode.mjs'
import { pack } from './build/pack.mjs'
import { run } from './engine/run.mjs'
import { main, say } from './engine/say.mjs'

// Made beside and then renamed, so that a program started meanwhile never sees half a bundle.
const making = join(projectRoot, `node_modules/.cache/tscompose-build-${process.pid}`)
const dist = join(projectRoot, 'dist')

await main(async () => {
  const started = Date.now()
  await run('node', [join(projectRoot, 'scripts/compile-schema.mjs')], { cwd: projectRoot })
  await mkdir(making, { recursive: true })
  try {
    await Promise.all([bundle(), ...(process.argv.includes('--no-types') ? [] : [declarations()])])
    await writeFile(join(making, buildStamp), new Date(started).toISOString())
    await replaceDist()
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  say('built dist/')
})

async function bundle() {
  const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'))
  const common = {
    cwd: projectRoot,
    platform: 'node',
    // Its ES modules: only what is used of them is taken, and they do not ask for the environment at each token.
    resolve: { alias: { yaml: join(projectRoot, 'node_modules/yaml/browser/dist/index.js') } },
    transform: { target: 'node20.19', define: { TSCOMPOSE_VERSION: JSON.stringify(version) } },
    // What a bundler warns of (a module not found, an import of nothing) breaks the program when it gets there.
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message)
    },
  }
  await Promise.all([bundleProgram(common), bundleLibrary(common)])
}

/** One file, of which bin/tscompose.js reads what a command needs: many files would cost more than they spare. */
async function bundleProgram(common) {
  const bundled = await rolldown({
    ...common,
    input: { cli: 'src/cli/main.ts' },
    plugins: [lazyDockerode],
  })
  const { output } = await bundled.generate({ format: 'cjs', minify: true, dynamicImportInCjs: false })
  await writeFile(join(making, 'program.pack'), pack(output))
}

async function bundleLibrary(common) {
  const bundled = await rolldown({
    ...common,
    input: { index: 'src/index.ts' },
    plugins: [lazyDockerode],
  })
  await bundled.write({
    dir: making,
    format: 'esm',
    minify: true,
    // By this ending Node knows what they are, and looks for no package.json beside each.
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
  })
}

/** Type declarations of the programmatic API, by the compiler itself. */
async function declarations() {
  const flags = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src']
  const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc')
  const project = join(projectRoot, 'scripts/build/tsconfig.json')
  await run('node', [tsc, '-p', project, ...flags, '--outDir', join(making, 'types')], { cwd: projectRoot })
}

async function replaceDist() {
  const old = `${making}-old`
  if (existsSync(dist)) await rename(dist, old)
  await rename(making, dist)
  await rm(old, { recursive: true, force: true })
}

// Bundles src/ into dist/: program, programmatic API and, unless --no-types is given, its type declarations.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildStamp, projectRoot } from './build/freshness.mjs'
import { lazyDockerode } from './build/lazy-dockerode.mjs'
import { plainBuiltins } from './build/plain-builtins.mjs'
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
    absWorkingDir: projectRoot,
    outdir: making,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    define: { TSCOMPOSE_VERSION: JSON.stringify(version) },
    plugins: [lazyDockerode, plainBuiltins],
    logLevel: 'warning',
  }
  await Promise.all([bundleProgram(common), bundleLibrary(common)])
}

/** One script, which bin/tscompose.js runs with V8's code cache: many files would cost more than they spare. */
async function bundleProgram(common) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: { cli: 'src/cli/main.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    write: false,
  })
  for (const { path, contents } of outputFiles) {
    // By the first line the program is told from others of the same length, which is all that V8 looks at.
    const stamp = createHash('sha256').update(contents).digest('hex').slice(0, 16)
    await writeFile(path, `//${stamp}\n${Buffer.from(contents)}`)
  }
}

async function bundleLibrary(common) {
  await build({
    ...common,
    entryPoints: { index: 'src/index.ts' },
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    // By this ending Node knows what they are, and looks for no package.json beside each.
    outExtension: { '.js': '.mjs' },
    // Bundled CommonJS packages ask for Node's own modules by require, which an ES module does not have.
    banner: { js: "import{createRequire as __from}from'node:module';const require=__from(import.meta.url);" },
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

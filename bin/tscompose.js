#!/bin/sh
':' //; exec node -- "$0" "$@"
// To a shell the line above runs Node on this file, to Node it says nothing. Without the `--` Node would take
// `--env-file` for its own, wherever it stands.
//
// CommonJS, and only what is needed to run dist/cli.cjs with V8's code cache: compiling would be half of the
// time of a short command. Node's own compile cache does not serve here: Node 20 has none, and later ones keep
// what the first run of a file compiled, so that the first command ever run would decide for all others.
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const { homedir } = require('node:os')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

const program = join(__dirname, '../dist/cli.cjs')
/** For how many pairs of program and Node compiled code is kept. */
const KEPT = 5

main()

function main() {
  const source = read(program, 'latin1')
  if (source === undefined) {
    process.stderr.write('tscompose is not built here: run `npm run build` first.\n')
    process.exitCode = 1
    return
  }
  const words = process.argv.slice(2).filter((word) => /^[a-z]+$/.test(word))
  const folder = cacheFolder(source.slice(2, 18))
  const cachedData = folder && first(words, (word) => read(join(folder, word)))
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: program,
    cachedData,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, program, dirname(program))
  const { start, commandNames } = module.exports
  const command = words.find((word) => commandNames.includes(word))
  if (folder && command && (!cachedData || script.cachedDataRejected)) {
    process.on('exit', (code) => code === 0 && keep(folder, command, script))
  }
  start(process)
}

/** Where the code of this program, compiled by this Node, is kept; undefined where the place is another user's. */
function cacheFolder(stamp) {
  try {
    const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
    const owner = statSync(base, { throwIfNoEntry: false })?.uid
    const uid = process.getuid?.()
    if (owner !== undefined && uid !== undefined && owner !== uid) return undefined
    return join(base, 'tscompose/compiled', `${stamp}-${process.version}-${process.arch}`)
  } catch {
    return undefined
  }
}

/** Keeps the functions that this run compiled. Where nothing can be written the next start is as slow as this one. */
function keep(folder, command, script) {
  try {
    makeFolders(folder, 4)
    const making = join(folder, `.${command}-${process.pid}`)
    writeFileSync(making, script.createCachedData())
    renameSync(making, join(folder, command))
    const byAge = readdirSync(dirname(folder))
      .map((name) => join(dirname(folder), name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    for (const old of byAge.slice(KEPT)) rmSync(old, { recursive: true })
  } catch {}
}

/** Makes a folder and at most so many above it: no home where there is none. */
function makeFolders(folder, levels) {
  if (levels === 0 || statSync(folder, { throwIfNoEntry: false })) return
  makeFolders(dirname(folder), levels - 1)
  mkdirSync(folder, { mode: 0o700 })
}

function read(path, encoding) {
  try {
    return readFileSync(path, encoding)
  } catch {
    return undefined
  }
}

function first(items, take) {
  for (const item of items) {
    const value = take(item)
    if (value !== undefined) return value
  }
  return undefined
}

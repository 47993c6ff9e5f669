#!/bin/sh
':' //; exec node -- "$0" "$@"
// To a shell the line above runs Node on this file, to Node it says nothing. Without the `--` Node would take
// `--env-file` for its own, wherever it stands.
//
// Runs dist/program.pack (made by scripts/build/pack.mjs), of which it reads only the units that the command needs,
// with V8's code cache: reading and compiling all would be half of the time of a short command. Node's own compile
// cache does not serve here: Node 20 has none, and later ones keep what the first run of a file compiled, so that
// the first command ever run would decide for all others.
const {
  constants: { O_NOFOLLOW = 0, O_RDONLY },
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const { homedir } = require('node:os')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

const program = join(__dirname, '../dist/program.pack')
/** For how many pairs of program and Node compiled code is kept. */
const KEPT = 5
/** Digits before the head of a packed file, which say how long the head is. */
const DIGITS = 8
/** Modules of Node that cost a good deal to load, and that not every command comes to use. */
const LATE = new Set([
  'child_process',
  'crypto',
  'fs/promises',
  'http',
  'https',
  'net',
  'readline',
  'readline/promises',
  'stream/consumers',
  'timers/promises',
  'tls',
  'zlib',
])
/** One buffer for all reading: memory that is touched for the first time costs more than what is read into it. */
const scratch = Buffer.allocUnsafeSlow(4 << 20)

function main() {
  const pack = openPacked(program)
  if (!pack) {
    process.stderr.write('tscompose is not built here: run `npm run build` first.\n')
    process.exitCode = 1
    return
  }
  const { stamp, entry } = pack.head
  const words = process.argv.slice(2).filter((word) => /^[a-z]+$/.test(word))
  const folder = cacheFolder(stamp)
  const kept = folder && first(words, (word) => openKept(join(folder, word)))
  const units = new Units(pack, kept)
  const { start, commandNames } = units.require(`./${entry}`)
  const command = folder && words.find((word) => commandNames.includes(word))
  if (command) process.on('exit', (code) => code === 0 && units.hasCompiled && keep(folder, command, units))
  start(process)
}

/** The units of a packed program; `kept` is the packed file of their compiled code, if there is one. */
class Units {
  hasCompiled = false
  #pack
  #kept
  #scripts = new Map()
  #functions = new Map()
  #modules = new Map()

  constructor(pack, kept) {
    this.#pack = pack
    this.#kept = kept
    this.require.resolve = require.resolve
  }

  /** What the program's chunks call as `require`: for each other, and for what is Node's or installed. */
  require = (name) => {
    const chunk = name.slice('./'.length)
    const unit = this.#pack.head.unitOf[chunk]
    if (unit === undefined) return LATE.has(name.replace('node:', '')) ? late(name) : require(name)
    let module = this.#modules.get(chunk)
    if (!module) {
      module = { exports: {} }
      this.#modules.set(chunk, module)
      this.#run(unit)[chunk](module.exports, this.require, module)
    }
    return module.exports
  }

  #run(unit) {
    let functions = this.#functions.get(unit)
    if (!functions) {
      const source = this.#pack.read(unit).toString('latin1')
      const cachedData = this.#kept?.read(unit)
      const script = new Script(source, { filename: `${program}/${unit}`, cachedData })
      if (!cachedData || script.cachedDataRejected) this.hasCompiled = true
      this.#scripts.set(unit, script)
      functions = script.runInThisContext()
      this.#functions.set(unit, functions)
    }
    return functions
  }

  /** The compiled code of every unit, empty for those that neither this run nor an earlier one needed. */
  compiled() {
    return this.#pack.head.lengths.map((_, unit) => {
      const script = this.#scripts.get(unit)
      if (script) return script.createCachedData()
      return Buffer.from(this.#kept?.read(unit) ?? '')
    })
  }
}

/** Stands in for a module of Node until something of it is used; who copies its properties uses it. */
function late(name) {
  return new Proxy(
    {},
    {
      get: (_, key) => require(name)[key],
      ownKeys: () => Reflect.ownKeys(require(name)),
      getOwnPropertyDescriptor(_, key) {
        const own = Reflect.getOwnPropertyDescriptor(require(name), key)
        return own && { ...own, configurable: true }
      },
    },
  )
}

/**
 * A file of a head and parts, or undefined where there is none or it is no such file. A part that is empty or cut
 * off, or does not have its sum where the head has one, is read as undefined, and each is only good until the next is
 * read. `isMine` decides whether the file may be read.
 */
function openPacked(path, isMine) {
  try {
    const fd = openSync(path, O_RDONLY | (isMine ? O_NOFOLLOW : 0))
    if (isMine && !isMine(fstatSync(fd))) return undefined
    const take = (from, length) =>
      length > 0 && length <= scratch.length && readSync(fd, scratch, 0, length, from) === length
        ? scratch.subarray(0, length)
        : undefined
    const headLength = Number(take(0, DIGITS).toString('latin1'))
    const head = JSON.parse(take(DIGITS, headLength).toString('latin1'))
    const starts = []
    let end = DIGITS + headLength
    for (const length of head.lengths) {
      starts.push(end)
      end += length
    }
    const read = (at) => {
      const part = take(starts[at], head.lengths[at])
      return part && head.sums && require('node:zlib').crc32(part) !== head.sums[at] ? undefined : part
    }
    return { head, read }
  } catch {
    return undefined
  }
}

/** Compiled code is run as it is, so it is only taken whole, and from where nobody but this user can have put it. */
function openKept(path) {
  const kept = openPacked(path, isOurs)
  return Array.isArray(kept?.head.sums) ? kept : undefined
}

/** Whether something belongs to this user and nobody else can write to it. */
function isOurs({ uid, mode }) {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
}

/** Where the code of this program, compiled by this Node, is kept; undefined where others could have put theirs. */
function cacheFolder(stamp) {
  try {
    const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
    const owner = statSync(base, { throwIfNoEntry: false })?.uid
    const uid = process.getuid?.()
    if (owner !== undefined && uid !== undefined && owner !== uid) return undefined
    const own = [join(base, 'tscompose')]
    own.push(
      join(own[0], 'compiled'),
      join(own[0], 'compiled', `${stamp}-${process.version}-${process.arch}`),
    )
    for (const folder of own) {
      const stats = lstatSync(folder, { throwIfNoEntry: false })
      if (stats && !(stats.isDirectory() && isOurs(stats))) return undefined
    }
    return own[2]
  } catch {
    return undefined
  }
}

/** Keeps the functions that this run compiled. Where nothing can be written the next start is as slow as this one. */
function keep(folder, command, units) {
  try {
    makeFolders(folder, 4)
    const making = join(folder, `.${command}-${process.pid}`)
    const parts = units.compiled()
    const head = JSON.stringify({
      lengths: parts.map(({ length }) => length),
      sums: parts.map((part) => require('node:zlib').crc32(part)),
    })
    const digits = String(head.length).padStart(DIGITS, '0')
    writeFileSync(making, Buffer.concat([Buffer.from(digits + head), ...parts]), { mode: 0o600, flag: 'wx' })
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

function first(items, take) {
  for (const item of items) {
    const value = take(item)
    if (value !== undefined) return value
  }
  return undefined
}

main()

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Does to a tree what editors, tools and version control do. */
export function createEditor(folder, random) {
  const source = join(folder, 'src')
  let count = 0
  const content = () => `${count++} ${'x'.repeat(random.below(random.below(10) === 0 ? 200_000 : 500))}\n`
  const directories = () => {
    const found = [source]
    for (const directory of found)
      for (const entry of readdirSync(directory, { withFileTypes: true }))
        if (entry.isDirectory()) found.push(join(directory, entry.name))
    return found
  }
  const place = () => join(random.pick(directories()), `n${random.below(40)}`)
  const existing = () => {
    const directory = random.pick(directories())
    const names = readdirSync(directory)
    return names.length > 0 ? join(directory, random.pick(names)) : undefined
  }
  const isFile = (path) => path !== undefined && existsSync(path) && lstatSync(path).isFile()

  const write = () => {
    const path = place()
    if (!existsSync(path) || isFile(path)) writeFileSync(path, content())
    return 1
  }
  const acts = {
    write,
    overwrite() {
      const path = existing()
      if (isFile(path)) writeFileSync(path, content())
      return 1
    },
    saveByRename() {
      const path = place()
      if (existsSync(path) && !isFile(path)) return 0
      writeFileSync(`${path}.tmp`, content())
      renameSync(`${path}.tmp`, path)
      return 2
    },
    truncateThenWrite() {
      const path = existing()
      if (!isFile(path)) return 0
      writeFileSync(path, '')
      writeFileSync(path, content())
      return 2
    },
    remove() {
      const path = existing()
      if (path) rmSync(path, { recursive: true })
      return 1
    },
    rename() {
      const [from, to] = [existing(), place()]
      if (!from || existsSync(to) || to.startsWith(`${from}/`)) return 0
      renameSync(from, to)
      return 1
    },
    link() {
      const path = place()
      if (!existsSync(path)) {
        rmSync(path, { force: true })
        symlinkSync(`n${random.below(40)}`, path)
      }
      return 1
    },
    permit() {
      const path = existing()
      if (isFile(path)) chmodSync(path, random.pick([0o644, 0o755, 0o600]))
      return 1
    },
    makeTree() {
      const path = join(place(), `d${random.below(5)}`)
      if (existsSync(join(path, '..')) && !lstatSync(join(path, '..')).isDirectory()) return 0
      mkdirSync(path, { recursive: true })
      for (let i = 0; i < 5; i++) writeFileSync(join(path, `f${i}`), content())
      return 6
    },
    burst() {
      if (random.below(8) > 0) return 0
      const path = join(source, `burst${random.below(3)}`)
      rmSync(path, { recursive: true, force: true })
      mkdirSync(path)
      for (let i = 0; i < 300; i++) writeFileSync(join(path, `f${i}`), content())
      return 301
    },
  }
  const names = Object.keys(acts)
  return {
    /** Writes the project and its first files. */
    begin(name) {
      mkdirSync(source)
      writeFileSync(join(source, 'first'), content())
      const rule = { path: './src', action: 'sync', target: '/app', initial_sync: true }
      const web = {
        image: 'busybox',
        command: ['sleep', '1000000'],
        init: true,
        stop_grace_period: '0s',
        scale: 2,
        develop: { watch: [rule] },
      }
      writeFileSync(join(folder, 'compose.yaml'), JSON.stringify({ name, services: { web } }))
    },
    write,
    /** One random edit; gives how many steps it had. */
    edit() {
      try {
        return acts[random.pick(names)]()
      } catch {
        // What a link leads to may not be there, or be of another kind.
        return 0
      }
    },
  }
}

import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { debianSource } from './debian.mjs'
import { RunError, run } from './run.mjs'
import { say, Trouble } from './say.mjs'

/**
 * Fetches Debian packages and unpacks them into `target`, a folder of our own; the system's apt and dpkg never
 * hear of it. Debian's newest suite is tried first; `check` (given the unpacked folder) says whether what came
 * runs here, else the next older one is tried. A package may be given as `name|older-name`. Gives
 * `{ suite, versions }`, at once when it is already there.
 */
export async function downloadPackages({ target, packages, apt, check }) {
  const known = await readKnown(target)
  if (known && packages.every((names) => names.split('|').some((name) => known.versions[name]))) return known
  const source = await debianSource()
  const problems = []
  for (const suite of [...new Set(['sid', 'trixie', source.suite])]) {
    try {
      return await downloadFrom({ ...source, suite }, { target, packages, apt, check })
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      say(`Debian ${suite} does not serve: ${error.message.split('\n').at(-1).trim()}`)
      problems.push(`${suite}: ${error.message}`)
    }
  }
  throw new Trouble(`No Debian suite gave working packages (${describe(packages)}).\n${problems.join('\n')}`)
}

/** What is there from an earlier time, which may be less than is wanted now. */
async function readKnown(target) {
  const text = await readFile(join(target, 'source.json'), 'utf8').catch(() => undefined)
  return text && JSON.parse(text)
}

async function downloadFrom(source, { target, packages, apt, check }) {
  say(`downloading ${describe(packages)} from Debian ${source.suite} into ${target}`)
  const options = await privateApt(join(apt, source.suite), source)
  await run('apt-get', [...options, 'update'])
  // Unpacked under another name and renamed at the end, so that a half-done download is never taken for one.
  const part = `${target}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(join(part, 'debs'), { recursive: true })
  const names = await Promise.all(packages.map((names) => pickPackage(options, names.split('|'))))
  await run('apt-get', [...options, 'download', ...names], { cwd: join(part, 'debs') })
  const versions = await unpack(join(part, 'debs'), part)
  await check(part)
  await writeFile(join(part, 'source.json'), JSON.stringify({ suite: source.suite, versions }))
  await rm(target, { recursive: true, force: true })
  await rename(part, target)
  return { suite: source.suite, versions }
}

/** The first of some names that the suite has; Debian renames packages from one release to the next. */
async function pickPackage(options, [name, ...others]) {
  if (others.length === 0) return name
  const isThere = await run('apt-cache', [...options, 'show', name]).then(
    () => true,
    () => false,
  )
  return isThere ? name : pickPackage(options, others)
}

async function unpack(debs, target) {
  const versions = {}
  const listed = await run('find', [debs, '-name', '*.deb'])
  for (const deb of listed.trim().split('\n')) {
    const [name, version] = (await run('dpkg-deb', ['-f', deb, 'Package', 'Version'])).match(/\S+$/gm)
    versions[name] = version
    await run('dpkg', ['-x', deb, target])
  }
  await rm(debs, { recursive: true })
  const init = join(target, 'usr/bin/docker-init')
  if (existsSync(join(target, 'usr/bin/tini-static')) && !existsSync(init)) await symlink('tini-static', init)
  return versions
}

function describe(packages) {
  return packages.map((names) => names.split('|')[0]).join(', ')
}

/** apt-get options that see one source alone and keep their lists and cache in `folder`. */
async function privateApt(folder, { keyring, mirror, suite }) {
  await mkdir(join(folder, 'sources.d'), { recursive: true })
  await mkdir(join(folder, 'lists/partial'), { recursive: true })
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true })
  const entry = { Types: 'deb', URIs: mirror, Suites: suite, Components: 'main', 'Signed-By': keyring }
  const text = Object.entries(entry).map(([key, value]) => `${key}: ${value}\n`)
  await writeFile(join(folder, 'sources.d/debian.sources'), text.join(''))
  const settings = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(folder, 'sources.d'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    // The unprivileged download user of apt cannot look into a folder under root's home.
    'APT::Sandbox::User': 'root',
    'APT::Default-Release': '',
  }
  return Object.entries(settings).map(([key, value]) => `-o${key}=${value}`)
}

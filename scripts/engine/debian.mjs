import { existsSync, readFileSync } from 'node:fs'
import { hasProgram, RunError, run } from './run.mjs'
import { say, Trouble } from './say.mjs'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
const publicMirror = 'http://deb.debian.org/debian'
const quietApt = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' } }

/** Throws a message for people when this machine is not one on which we can install; `what` is what for. */
export async function requireDebianRoot(what) {
  if (process.platform !== 'linux' || !existsSync(keyring) || !(await hasProgram('apt-get'))) {
    throw new Trouble(
      `${what} is only automatic on Debian. Install Docker Engine and start it, then try again.`,
    )
  }
  if (process.getuid() !== 0) {
    throw new Trouble(
      `${what} needs root. Run this as root once, or install and start Docker Engine yourself.`,
    )
  }
}

/** This machine's Debian facts: keyring, the mirror its own apt uses, and its suite's name. */
export async function debianSource() {
  const release = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))
  return { keyring, mirror: await ownMirror(), suite: release?.[1] ?? 'bookworm' }
}

async function ownMirror() {
  const format = ['--format', '$(REPO_URI)', 'Created-By: Packages']
  const listed = await run('apt-get', ['indextargets', ...format]).catch(() => '')
  const found = listed.split('\n').find((uri) => /^https?:.*\/debian\/?$/.test(uri))
  return found?.replace(/\/$/, '') ?? publicMirror
}

/** Installs the missing ones of some programs, given as `{ program: package }`, by the machine's own apt. */
export async function installPrograms(packages) {
  const missing = []
  for (const [program, name] of Object.entries(packages)) {
    if (!(await hasProgram(program))) missing.push(name)
  }
  if (missing.length === 0) return
  say(`installing ${missing.join(', ')} with apt-get`)
  await aptInstall(missing).catch(async (error) => {
    if (!(error instanceof RunError)) throw error
    // Usually the lists are absent or old. Other sources of the machine may fail here: the install decides.
    await run('apt-get', ['update'], quietApt).catch(() => {})
    await aptInstall(missing)
  })
}

function aptInstall(names) {
  const options = ['-oDPkg::Lock::Timeout=180', '-y', '--no-install-recommends']
  return run('apt-get', ['install', ...options, ...names], quietApt)
}

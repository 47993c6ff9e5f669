import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../engine/run.mjs'
import { baseImage } from './base.mjs'
import { withFolder } from './folder.mjs'
import { buildFolder } from './send.mjs'

const dockerfile = fileURLToPath(new URL('node/Dockerfile', import.meta.url))
const machineBundle = '/etc/ssl/certs/ca-certificates.crt'
const machineAuthorities = '/usr/local/share/ca-certificates'

/**
 * Makes `node` out of the Node and npm that run this script. What npm needs to reach its registry from here
 * goes along: the certificates this machine trusts and npm's registry and proxy settings, but no credentials.
 */
export async function makeNode(host, image) {
  await withFolder(async (folder) => {
    const local = join(folder, 'files/usr/local')
    await mkdir(join(local, 'bin'), { recursive: true })
    await copyFile(dockerfile, join(folder, 'Dockerfile'))
    await copyFile(process.execPath, join(local, 'bin/node'))
    await cp(npmFolder(), join(local, 'lib/node_modules/npm'), { recursive: true, verbatimSymlinks: true })
    await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'))
    await symlink('../lib/node_modules/npm/bin/npx-cli.js', join(local, 'bin/npx'))
    await mkdir(join(local, 'etc'))
    await writeFile(join(local, 'etc/npmrc'), await npmSettings())
    await copyCertificates(join(folder, 'files'))
    await buildFolder(host, image, folder, { BASE: baseImage, NODE_VERSION: process.versions.node })
  })
}

function npmFolder() {
  // Under `npm run` npm says where it is; otherwise it lies beside node.
  const running = process.env.npm_execpath && resolve(dirname(process.env.npm_execpath), '..')
  const beside = resolve(dirname(process.execPath), '../lib/node_modules/npm')
  return [running, beside].find((folder) => folder && existsSync(join(folder, 'bin/npm-cli.js'))) ?? beside
}

async function npmSettings() {
  const lines = []
  for (const key of ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl']) {
    const value = (await run('npm', ['config', 'get', key])).trim()
    const isSecret = /\/\/[^/]*@/.test(value)
    if (value && value !== 'null' && value !== 'undefined' && !isSecret) lines.push(`${key}=${value}\n`)
  }
  return `${lines.join('')}update-notifier=false\nfund=false\naudit=false\n`
}

async function copyCertificates(files) {
  const bundle = join(files, machineBundle)
  await mkdir(dirname(bundle), { recursive: true })
  if (existsSync(machineBundle)) await copyFile(machineBundle, bundle)
  else await writeFile(bundle, '')
  // Where an image installs ca-certificates, Debian makes the bundle anew and takes these in.
  if (existsSync(machineAuthorities))
    await cp(machineAuthorities, join(files, machineAuthorities), { recursive: true })
}

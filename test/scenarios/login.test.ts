import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Outcome, tscompose } from './support/program.ts'
import { type Registry, registryProgram, startRegistry } from './support/registry.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'
import { onTerminalWith } from './support/terminal.ts'

/** Bcrypt of `x`, as cheap as bcrypt allows. */
const USERS = 'tester:$2y$05$abcdefghijklmnopqrstuuhKF09ZYWwH2zP/0fwE1X8e/Q1YNx/hO\n'
const AUTH = Buffer.from('tester:x').toString('base64')
/** Keeps logins in files, one a registry; says `credentials not found` as those of Docker do. */
const HELPER = `#!/bin/sh
folder="\${0%/*}/kept"; mkdir -p "$folder"; input="$(cat)"
case $1 in
  store) name="$(printf '%s' "$input" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' | tr / _)"; printf '%s' "$input" > "$folder/$name" ;;
  get) name="$(printf '%s' "$input" | tr / _)"; cat "$folder/$name" 2>/dev/null || { echo 'credentials not found in native keychain'; exit 1; } ;;
  erase) rm "$folder/$(printf '%s' "$input" | tr / _)" ;;
esac
`

describe.skipIf(!registryProgram)('login and logout', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry(USERS)
  })
  afterAll(() => registry.close())

  async function makeConfig(stack: Stack, config: object) {
    const folder = join(stack.folder, 'docker')
    await mkdir(folder)
    await writeFile(join(folder, 'config.json'), JSON.stringify(config))
    const read = async () => JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as object
    return { folder, read, env: { DOCKER_CONFIG: folder } }
  }

  function withInput(
    stack: Stack,
    env: Record<string, string>,
    input: string,
    ...args: string[]
  ): Promise<Outcome> {
    return stack.runProgram(
      ['sh', '-c', 'input=$1; shift; printf "%s" "$input" | "$@"', 'sh', input, ...tscompose, ...args],
      env,
    )
  }

  scenario('keeps the password in config.json with a warning, and forgets it', async ({ stack }) => {
    const other = { auths: { 'other.example.com': { auth: 'eA==' } }, HttpHeaders: { a: 'b' } }
    const { folder, read, env } = await makeConfig(stack, other)
    const image = `${registry.host}/${stack.name}:1`
    await stack.write({ 'compose.yaml': `services: {a: {image: "${image}"}}` })
    const pull = () => stack.runProgram([...tscompose, 'pull'], env)
    const denied = await pull()
    expect(denied.code).toBe(1)
    expect(denied.stderr).toContain(`tscompose login ${registry.host}`)

    const wrong = await withInput(stack, env, 'y', 'login', '-u', 'tester', '--password-stdin', registry.host)
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toContain(`${registry.host} does not let "tester" in`)
    expect(await read()).toEqual(other)

    const right = await withInput(
      stack,
      env,
      'x\n',
      'login',
      '-u',
      'tester',
      '--password-stdin',
      `http://${registry.host}/v2/`,
    )
    expect(right).toMatchObject({ code: 0, stdout: 'Login Succeeded\n' })
    expect(right.stderr).toContain('config.json')
    expect(await read()).toEqual({ ...other, auths: { ...other.auths, [registry.host]: { auth: AUTH } } })
    expect((await stat(join(folder, 'config.json'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['config.json'])
    expect((await pull()).stderr).toContain('manifest unknown')

    const again = await stack.runProgram([...tscompose, 'login', registry.host], env)
    expect(again.stdout).toBe('Authenticating with existing credentials...\nLogin Succeeded\n')

    const out = await stack.runProgram([...tscompose, 'logout', registry.host], env)
    expect(out.stdout).toBe(`Removing login credentials for ${registry.host}\n`)
    expect(await read()).toEqual(other)
    const none = await stack.runProgram([...tscompose, 'logout', registry.host], env)
    expect(none).toMatchObject({ code: 0, stdout: '' })
    expect(none.stderr).toContain(`there is no login for ${registry.host}`)
  })

  scenario('keeps the password with the helper that the configuration names', async ({ stack }) => {
    const { folder, read, env } = await makeConfig(stack, {
      credsStore: 'absent',
      credHelpers: { [registry.host]: 'files' },
    })
    const helper = join(folder, 'docker-credential-files')
    await writeFile(helper, HELPER)
    await chmod(helper, 0o755)
    const own = { ...env, PATH: [folder, process.env.PATH].join(delimiter) }
    const login = await withInput(stack, own, 'x', 'login', '-u', 'tester', '--password-stdin', registry.host)
    expect(login).toMatchObject({ code: 0, stdout: 'Login Succeeded\n', stderr: '' })
    expect(JSON.stringify(await read())).not.toContain(AUTH)
    expect(await readdir(join(folder, 'kept'))).toEqual([registry.host])
    expect((await stack.runProgram([...tscompose, 'login', registry.host], own)).stdout).toContain(
      'Login Succeeded',
    )
    await stack.runProgram([...tscompose, 'logout', registry.host], own)
    expect(await readdir(join(folder, 'kept'))).toEqual([])
    expect(await read()).toMatchObject({ auths: {} })
  })

  scenario('asks on a terminal, and does not show the password', async ({ stack }) => {
    const { folder, env } = await makeConfig(stack, {})
    // Where the file is a link, it stays one.
    await writeFile(join(stack.folder, 'real.json'), '{}')
    const linked = join(stack.folder, 'linked')
    await mkdir(linked)
    await symlink('../real.json', join(linked, 'config.json'))
    const terminal = onTerminalWith({ ...env, DOCKER_CONFIG: linked }, stack.folder, 'login', registry.host)
    await terminal.shows(/Username: /)
    await terminal.becomesRaw()
    terminal.type('tester\r')
    await terminal.shows(/Password: /)
    await terminal.becomesRaw()
    terminal.type('xy\u007f\r')
    const { code, screen } = await terminal.ended
    expect(code).toBe(0)
    expect(screen).toContain('Login Succeeded')
    expect(screen).not.toMatch(/Password: x/)
    expect(await readFile(join(stack.folder, 'real.json'), 'utf8')).toContain(AUTH)
    expect(await readdir(folder)).toEqual(['config.json'])
  })

  scenario('ends at Ctrl-C while it asks', async ({ stack }) => {
    const { read, env } = await makeConfig(stack, {})
    const terminal = onTerminalWith(env, stack.folder, 'login', '-u', 'tester', registry.host)
    await terminal.shows(/Password: /)
    await terminal.becomesRaw()
    terminal.type('\u0003')
    const { code, settings } = await terminal.ended
    expect(code).toBe(130)
    expect(settings).toMatch(/ echo\b/)
    expect(await read()).toEqual({})
  })

  scenario('says what is missing where nobody can be asked', async ({ stack }) => {
    const { env } = await makeConfig(stack, {})
    const run = async (...args: string[]) => (await withInput(stack, env, '', 'login', ...args)).stderr
    expect(await run(registry.host)).toContain('input is no terminal')
    expect(await run('--password-stdin', registry.host)).toContain('--password-stdin needs --username')
    expect(await run('-u', 'a', '--password-stdin', registry.host)).toContain('empty password')
    expect(await run('-u', 'a', '-p', 'b', '--password-stdin', registry.host)).toContain('--password-stdin')
  })
})

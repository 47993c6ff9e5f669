import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { askEngine, type Container, listByLabel } from './engine.ts'
import { type Outcome, type Running, start, tscompose } from './program.ts'

/** A project of one scenario: a folder of its own, whose unique name is the project's name. */
export interface Stack {
  readonly name: string
  readonly folder: string
  /** Writes files below the folder, given by relative path. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** Copies a folder of `examples/` here, with texts of its compose.yaml replaced (fixed host ports, say). */
  copyExample(example: string, replacements?: Readonly<Record<string, string>>): Promise<void>
  /** Runs tscompose here; the arguments may be one string, cut at its spaces. */
  run(...args: readonly string[]): Promise<Outcome>
  /** As `run`, and throws with what was printed unless it ends with 0. */
  succeeds(...args: readonly string[]): Promise<Outcome>
  /** As `run`, and throws unless it ends with another code than 0. */
  fails(...args: readonly string[]): Promise<Outcome>
  /** Starts tscompose here in the background; what still runs at the scenario's end is killed. */
  start(...args: readonly string[]): Running
  /** Runs another program here (docker-compose, npm), with these variables besides its environment. */
  runProgram(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>
  /** All containers of the project as the engine inspects them, sorted by name. */
  containers(): Promise<readonly Container[]>
  /** One container of a service; throws when there is none. */
  container(service: string, number?: number): Promise<Container>
  networkNames(): Promise<readonly string[]>
  volumeNames(): Promise<readonly string[]>
  /** The port of this host that reaches a container's port, such as `80/tcp`. */
  hostPort(service: string, port: string): Promise<number>
  /** Removes all that the scenario left: processes, containers, networks, volumes, images, folder. */
  remove(): Promise<void>
}

/** Makes an empty stack; see `scenario`, which removes it again. */
export async function makeStack(): Promise<Stack> {
  const parent = await mkdtemp(join(tmpdir(), 'tscompose-scenario-'))
  const name = `tsc-${randomBytes(4).toString('hex')}`
  const folder = join(parent, name)
  await mkdir(folder)
  const started: Running[] = []
  const run = (...args: readonly string[]) => start([...tscompose, ...cut(args)], { cwd: folder }).ended
  const containers = () => inspectAll(name)
  const container = async (service: string, number = 1) => {
    const all = await containers()
    const found = all.find((one) => isReplica(one, service, number))
    if (!found)
      throw new Error(`no container ${number} of ${service} among ${all.map((one) => one.Name).join(', ')}`)
    return found
  }
  return {
    name,
    folder,
    run,
    containers,
    container,
    write: (files) => writeFiles(folder, files),
    copyExample: (example, replacements = {}) => copyExample(example, folder, replacements),
    succeeds: async (...args) => expectCode(await run(...args), args, (code) => code === 0),
    fails: async (...args) => expectCode(await run(...args), args, (code) => code !== 0),
    start: (...args) => {
      const running = start([...tscompose, ...cut(args)], { cwd: folder })
      started.push(running)
      return running
    },
    runProgram: (command, env = {}) => start(command, { cwd: folder, env }).ended,
    networkNames: async () =>
      (await listByLabel<{ Name: string }>('networks', projectLabel(name))).map((one) => one.Name).sort(),
    volumeNames: async () =>
      (await listByLabel<{ Name: string }>('volumes', projectLabel(name))).map((one) => one.Name).sort(),
    hostPort: async (service, port) => {
      const bound = (await container(service)).NetworkSettings.Ports[port]?.[0]
      if (!bound) throw new Error(`${service} does not publish ${port}`)
      return Number(bound.HostPort)
    },
    remove: async () => {
      for (const running of started) running.signal('SIGKILL')
      await removeProject(name)
      await rm(parent, { recursive: true, force: true })
    },
  }
}

const projectLabel = (name: string) => `com.docker.compose.project=${name}`

const cut = (args: readonly string[]) => (args.length === 1 ? (args[0]?.split(' ') ?? []) : args)

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

async function copyExample(example: string, folder: string, replacements: Readonly<Record<string, string>>) {
  await cp(fileURLToPath(new URL(`../../../examples/${example}`, import.meta.url)), folder, {
    recursive: true,
  })
  const file = join(folder, 'compose.yaml')
  let text = await readFile(file, 'utf8')
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`examples/${example} has no ${from}`)
    text = text.replace(from, to)
  }
  await writeFile(file, text)
}

function expectCode(outcome: Outcome, args: readonly string[], isRight: (code: number) => boolean): Outcome {
  if (isRight(outcome.code)) return outcome
  throw new Error(
    `tscompose ${args.join(' ')} ended with ${outcome.code}\n${outcome.stdout}${outcome.stderr}`,
  )
}

async function inspectAll(name: string): Promise<readonly Container[]> {
  const listed = await listByLabel<{ Id: string }>('containers', projectLabel(name))
  const inspected = await Promise.all(listed.map(({ Id }) => askEngine('GET', `/containers/${Id}/json`)))
  const found = inspected.filter(({ status }) => status === 200).map(({ json }) => json as Container)
  return found.sort((a, b) => a.Name.localeCompare(b.Name))
}

function isReplica({ Config: { Labels } }: Container, service: string, number: number): boolean {
  return (
    Labels['com.docker.compose.service'] === service &&
    Labels['com.docker.compose.container-number'] === String(number)
  )
}

async function removeProject(name: string): Promise<void> {
  const label = projectLabel(name)
  const remove = (path: string) => askEngine('DELETE', path)
  const containers = await listByLabel<{ Id: string }>('containers', label)
  await Promise.all(containers.map(({ Id }) => remove(`/containers/${Id}?force=1&v=1`)))
  const networks = await listByLabel<{ Id: string }>('networks', label)
  await Promise.all(networks.map(({ Id }) => remove(`/networks/${Id}`)))
  const volumes = await listByLabel<{ Name: string }>('volumes', label)
  await Promise.all(volumes.map(({ Name }) => remove(`/volumes/${Name}?force=1`)))
  const filters = encodeURIComponent(JSON.stringify({ reference: [`${name}-*`] }))
  const { json } = await askEngine('GET', `/images/json?filters=${filters}`)
  // By name and not by id: an image that differs in nothing from its base is the base.
  const tags = (json as { RepoTags: string[] | null }[]).flatMap(({ RepoTags }) => RepoTags ?? [])
  await Promise.all(tags.filter((tag) => tag.startsWith(`${name}-`)).map((tag) => remove(`/images/${tag}`)))
}

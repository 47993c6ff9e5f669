import { randomBytes } from 'node:crypto'
import { resolve as resolvePath } from 'node:path'
import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import { readVariables } from '../../load/env/read-variables.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { UpIntent } from '../../plan/desired.ts'
import { planRun, type RunIntent } from '../../plan/run.ts'
import { oneOffService } from '../../plan/run-service.ts'
import { planUp } from '../../plan/up.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { carryOut } from '../steps/carry-out.ts'
import { plainIntent, readPull } from '../steps/create-flags.ts'
import { openSituation, type Situation } from '../steps/desired.ts'
import { isTrue } from '../steps/environment-switch.ts'
import { planAnswered } from '../steps/planned.ts'
import { checkRunFlags, type RunFlags, readOverrides, runFlags } from '../steps/run-flags.ts'
import { runContainer } from '../terminal/run-container.ts'
import { checkTerminal, wantsTerminal } from '../terminal/session.ts'

/** `run`: a container of its own for one command of a service; ends with its exit code. */
export const run = command({
  name: 'run',
  usage: 'SERVICE [COMMAND] [ARGS...]',
  summary: 'Run a command in a new container of a service',
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  passThrough: true,
  flags: runFlags,
  examples: [
    'run --rm api npm test',
    'run --rm -p 9229:9229 api node --inspect',
    'run --rm -T db psql < dump.sql',
  ],
  async run(context, flags, [name = '', ...words]) {
    checkRunFlags(flags)
    checkTerminal(context, !flags.detach && wantsTerminal(context, flags), flags.interactive)
    const dependencies = flags.noDeps ? 'ignore' : 'include'
    const situation = await openSituation(context, { services: [name], dependencies }, { provide: true })
    const intent = await readIntent(context, flags, situation.desired.project, name, words)
    const { engine, desired } = situation
    await startDependencies(context, flags, situation, name, intent.up)
    const observed = await observeProject(engine, desired.project.name)
    const plan = await planAnswered(context, (answers) =>
      planRun(desired, observed, { ...intent, up: { ...intent.up, answers } }),
    )
    const { quiet, quietBuild, quietPull } = flags
    const hidden = intent.service.container_name ?? ''
    const nothingElse = plan.nodes.every(({ operation }) => 'name' in operation && operation.name === hidden)
    await carryOut(context, engine, desired.project, plan, {
      quiet: quiet || (nothingElse && plan.warnings.length === 0),
      quietBuild,
      quietPull,
      hidden,
      buildsBeside: true,
    })
    if (context.globals.dryRun) return 0
    return begin(context, engine, flags, intent)
  },
})

async function begin(
  context: Context,
  engine: Engine,
  flags: RunFlags,
  { service, slug, attachStdin, autoRemove }: RunIntent,
): Promise<number> {
  const { id } = await engine.inspectContainer(service.container_name ?? '')
  if (!flags.detach) {
    return runContainer(context, engine, {
      id,
      slug,
      tty: service.tty ?? false,
      stdin: attachStdin,
      autoRemove,
    })
  }
  await engine.startContainer(id)
  context.stdout.write(`${id}\n`)
  return 0
}

async function readIntent(
  context: Context,
  flags: RunFlags,
  project: Project,
  name: string,
  words: readonly string[],
): Promise<RunIntent> {
  const variables = await readEnvFiles(context, flags.envFromFile, project)
  const overrides = readOverrides(context, flags, project, words, variables)
  const slug = randomBytes(32).toString('hex')
  const separator =
    context.globals.compatibility || isTrue(context.environment.COMPOSE_COMPATIBILITY) ? '_' : '-'
  const containerName = flags.name || [project.name, name, 'run', slug.slice(0, 12)].join(separator)
  const service = project.services[name] as Service
  const plain = plainIntent(context, [])
  return {
    service: oneOffService(service, containerName, overrides),
    slug,
    useAliases: flags.useAliases,
    autoRemove: flags.rm,
    attachStdin: overrides.interactive,
    waits: !flags.noDeps,
    up: {
      ...plain,
      removeOrphans: flags.removeOrphans ?? plain.removeOrphans,
      build: flags.build ? 'always' : 'needed',
      ...readPull(flags.pull),
    },
  }
}

/** Starts what the service depends on, and makes the project's networks and volumes. */
async function startDependencies(
  context: Context,
  { quiet, quietBuild, quietPull }: RunFlags,
  { engine, desired, observed }: Situation,
  name: string,
  intent: UpIntent,
): Promise<void> {
  const { project } = desired
  const { [name]: target, ...services } = project.services
  const disabled = { ...project.disabled, ...(target && { [name]: target }) }
  const others = { ...desired, project: { ...project, services, disabled } }
  // The service's own image is none of theirs.
  const { pull, ...rest } = intent
  const wanted: UpIntent = { ...rest, build: 'needed', start: true }
  const plan = await planAnswered(context, (answers) => planUp(others, observed, { ...wanted, answers }))
  const isIdle = [plan.nodes, plan.unchanged, plan.warnings].every(({ length }) => length === 0)
  if (!isIdle)
    await carryOut(context, engine, project, plan, { quiet, quietBuild, quietPull, buildsBeside: true })
}

async function readEnvFiles(
  { cwd }: Context,
  files: readonly string[],
  { environment }: Project,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, { readonly value: string }>()
  for (const file of files) {
    const lookup = (name: string) => environment.get(name)
    const failures = await readVariables(
      { path: resolvePath(cwd, file), kind: 'env', raw: false, lookup },
      found,
    )
    const errors = failures.filter(({ severity }) => severity === 'error')
    // It is no file of the project's: it is told as it was typed.
    const told = errors.map((one) =>
      one.code === 'file-not-found' ? failure('file-not-found', { path: file }) : one,
    )
    if (told.length > 0) throw new Failed(told)
  }
  return new Map([...found].map(([name, { value }]) => [name, value]))
}

import { readBytes } from '../../attributes/values/bytes.ts'
import { Failed, failure } from '../../model/failure.ts'
import { type BuildIntent, planBuild } from '../../plan/build.ts'
import { withoutDependencies } from '../../resolve/without-dependencies.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, list, maybe, text } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { connect } from '../steps/connect.ts'
import { note } from '../steps/note.ts'
import { loadDesired } from '../steps/project.ts'
import { pushBuilt } from '../steps/push.ts'

const flags = {
  buildArg: list('--build-arg', 'Variable for the Dockerfile: KEY=VALUE, or KEY with our value', {
    value: 'KEY=VALUE',
  }),
  builder: text('--builder', 'Is passed over: the engine itself builds', { value: 'NAME', hidden: true }),
  check: bool('--check', 'Only check the Dockerfiles'),
  compress: maybe('--compress', 'Has no effect', { hidden: true }),
  forceRm: maybe('--force-rm', 'Has no effect', { hidden: true }),
  memory: text('-m, --memory', 'Memory that a build may take; BuildKit knows no limit', {
    value: 'BYTES',
    hidden: true,
  }),
  noCache: bool('--no-cache', 'Do everything anew'),
  noRm: maybe('--no-rm', 'Has no effect', { hidden: true }),
  parallel: maybe('--parallel', 'Has no effect', { hidden: true }),
  print: bool('--print', 'Show the build as a bake file, and do not build'),
  progress: text('--progress', 'Belongs before the command', { hidden: true }),
  provenance: text('--provenance', 'Attest where the image comes from', { value: 'VALUE' }),
  pull: bool('--pull', 'Look for newer base images'),
  push: bool('--push', 'Then push'),
  quiet: bool('-q, --quiet', 'Without showing progress'),
  sbom: text('--sbom', "Attest the image's parts", { value: 'VALUE' }),
  ssh: text('--ssh', 'Keys for RUN --mount=type=ssh: default, or ID=PATH', { value: 'ID=PATH' }),
  withDependencies: bool('--with-dependencies', 'Images of dependencies too'),
} as const

type BuildFlags = FlagValues<typeof flags>

/** `build`: the images of services with a `build:` section. */
export const build = command({
  name: 'build',
  usage: '[SERVICE...]',
  summary: 'Build images',
  arity: anyNumber,
  flags,
  examples: ['build', 'build --no-cache api', 'build --build-arg VERSION=2 --push'],
  async run(context, options, services) {
    const ssh = readSsh(options.ssh)
    const memory = readMemory(options.memory)
    await tellBuilder(context, options.builder ?? context.environment.BUILDX_BUILDER)
    const [engine, project] = await Promise.all([
      connect(context),
      loadDesired(context, { allResources: true, resolveEnvironment: false }),
    ])
    checkServices(services, [...Object.keys(project.services), ...Object.keys(project.disabled)])
    const plan = planBuild(project, { ...buildIntent(context, options, services), ssh })
    const { quiet, check, push } = options
    if (options.print) {
      const { bakeFile } = await import('../../build/bake-file.ts')
      context.stdout.write(await bakeFile(plan, project, { proxies: engine.proxies, push, checkOnly: check }))
      return 0
    }
    await carryOut(context, engine, project, plan, {
      quiet,
      checkOnly: check,
      allPlatforms: true,
      ...(memory && { memory }),
    })
    if (push && !check) {
      await pushBuilt(context, engine, withoutDependencies(project, services), { quiet })
    }
    return 0
  },
})

function checkServices(named: readonly string[], known: readonly string[]): void {
  const missing = named.filter((name) => !known.includes(name))
  if (missing.length > 0) {
    throw new Failed(missing.map((service) => failure('no-such-service', { service, known })))
  }
}

function buildIntent(
  { environment }: Context,
  options: BuildFlags,
  services: readonly string[],
): Omit<BuildIntent, 'ssh'> {
  const args = options.buildArg.map((entry): [string, string | null] => {
    const at = entry.indexOf('=')
    return at < 0 ? [entry, environment[entry] ?? null] : [entry.slice(0, at), entry.slice(at + 1)]
  })
  return {
    services,
    withDependencies: options.withDependencies,
    args: Object.fromEntries(args),
    noCache: options.noCache,
    pull: options.pull,
    ...(options.provenance !== undefined && { provenance: options.provenance }),
    ...(options.sbom !== undefined && { sbom: options.sbom }),
  }
}

/** `default` is docker's name for the engine's own. */
async function tellBuilder(context: Context, builder: string | undefined): Promise<void> {
  if (builder && builder !== 'default') await note(context, 'builder-passed-over', { builder })
}

function readMemory(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const bytes = readBytes(value)
  if (bytes !== undefined) return bytes
  throw new Failed(failure('flag-value-invalid', { flag: '--memory', value, expected: 'size' }))
}

function readSsh(value: string | undefined): BuildIntent['ssh'] {
  if (value === undefined) return []
  const [id = '', path] = value.split('=', 2)
  if (value === '' || value === 'default') return [{ id: 'default' }]
  if (path) return [{ id, path }]
  throw new Failed(failure('flag-value-invalid', { flag: '--ssh', value, allowed: ['default', 'ID=PATH'] }))
}

import { observeProject } from '../../engine/observe.ts'
import { Failed, failure } from '../../model/failure.ts'
import { planPull } from '../../plan/pull.ts'
import { anyNumber, command } from '../command.ts'
import { bool, maybe, text } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { connect } from '../steps/connect.ts'
import { note } from '../steps/note.ts'
import { loadDesired } from '../steps/project.ts'

const POLICIES = ['missing', 'always']

/** `pull`: the images of services, from their registries. */
export const pull = command({
  name: 'pull',
  usage: '[SERVICE...]',
  summary: 'Pull images',
  arity: anyNumber,
  flags: {
    ignoreBuildable: bool('--ignore-buildable', 'Leave alone what can be built'),
    ignorePullFailures: bool('--ignore-pull-failures', 'Go on when an image cannot be had'),
    includeDeps: bool('--include-deps', 'Images of dependencies too'),
    noParallel: maybe('--no-parallel', 'Has no effect', { hidden: true }),
    parallel: maybe('--parallel', 'Has no effect', { hidden: true }),
    policy: text('--policy', 'missing, or always', { value: 'POLICY', choices: POLICIES }),
    quiet: bool('-q, --quiet', 'Without showing progress'),
  },
  examples: ['pull', 'pull --include-deps api', 'pull --policy missing --quiet'],
  async run(context, flags, services) {
    if (flags.parallel !== undefined) await note(context, 'flag-deprecated', { flag: '--parallel' })
    if (flags.noParallel !== undefined) await note(context, 'flag-deprecated', { flag: '--no-parallel' })
    const dependencies = flags.includeDeps ? 'include' : 'ignore'
    const policy = readPolicy(flags.policy)
    const [engine, project] = await Promise.all([
      connect(context),
      loadDesired(context, { services, dependencies, resolveEnvironment: false }),
    ])
    const observed = await observeProject(engine, project.name)
    const plan = planPull(project, observed, {
      ignoreBuildable: flags.ignoreBuildable,
      ignoreFailures: flags.ignorePullFailures,
      ...policy,
    })
    await carryOut(context, engine, project, plan, { quiet: flags.quiet })
    return 0
  },
})

function readPolicy(value: string | undefined): { readonly policy?: string } {
  if (!value) return {}
  if (value === 'missing' || value === 'always') return { policy: value }
  throw new Failed(failure('flag-value-invalid', { flag: '--policy', value, allowed: POLICIES }))
}

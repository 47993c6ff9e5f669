import { Failed, failure } from '../../model/failure.ts'
import { anyNumber, command } from '../command.ts'
import { bool } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { plainIntent } from '../steps/create-flags.ts'
import { healFlag, readHeal } from '../steps/heal-flag.ts'
import { lockWatch } from '../watch/lock-watch.ts'
import { ProjectWatch } from '../watch/project-watch.ts'
import { runWatch } from '../watch/run-watch.ts'
import { tellWatch } from '../watch/tell.ts'
import { readWatched } from '../watch/watched-project.ts'

/** `watch`: brings services up, then their containers up to date whenever a file is saved. */
export const watch = command({
  name: 'watch',
  usage: '[SERVICE...]',
  summary: 'Update containers when source files change',
  arity: anyNumber,
  flags: {
    heal: healFlag,
    noUp: bool('--no-up', 'Do not build and start services first'),
    prune: bool('--prune', 'Remove images that a rebuild has replaced', { default: true }),
    quiet: bool('--quiet', 'Build without showing output'),
  },
  examples: ['watch', 'watch --no-up web', 'watch --prune=false'],
  async run(context, flags, services) {
    const begun = context.now()
    const heal = readHeal(flags.heal)
    const selection = { services }
    const [engine, watched] = await Promise.all([connect(context), readWatched(context, selection)])
    const { project, rules } = watched
    if (rules.length === 0) throw new Failed(failure('nothing-to-watch', { services }))
    const intent = {
      ...plainIntent(context, services),
      recreateDependencies: 'never' as const,
      start: true,
    }
    const once = context.globals.dryRun
      ? { release: () => {} }
      : await lockWatch(context, engine, project.name)
    const quit = new AbortController()
    const signal = AbortSignal.any([context.interrupts.signal, quit.signal])
    const emit = tellWatch(context)
    const { prune, quiet } = flags
    const options = { context, engine, selection, emit, intent, prune, quiet, heal, signal, begun }
    const session = new ProjectWatch(watched, options)
    try {
      // Before anything is built: what is saved meanwhile is not in the image.
      await session.open()
      if (!flags.noUp) {
        const { bringUp } = await import('../watch/bring-up.ts')
        await bringUp(context, engine, project, { services: session.services, intent, quiet })
      }
      if (context.globals.dryRun) return 0
      await runWatch(context, session, () => quit.abort())
      return 0
    } finally {
      session.close()
      once.release()
    }
  },
})

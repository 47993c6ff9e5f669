import { anyNumber, command } from '../command.ts'
import { bool } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { loadDesired } from '../steps/project.ts'
import { pushBuilt } from '../steps/push.ts'

/** `push`: the images that services build, to their registries. */
export const push = command({
  name: 'push',
  usage: '[SERVICE...]',
  summary: 'Push images',
  arity: anyNumber,
  flags: {
    ignorePushFailures: bool('--ignore-push-failures', 'Go on when an image cannot be pushed'),
    includeDeps: bool('--include-deps', 'Images of dependencies too'),
    quiet: bool('-q, --quiet', 'Without showing progress'),
  },
  examples: ['push', 'push --include-deps api'],
  async run(context, { ignorePushFailures, includeDeps, quiet }, services) {
    const dependencies = includeDeps ? 'include' : 'ignore'
    const [engine, project] = await Promise.all([
      connect(context),
      loadDesired(context, { services, dependencies, resolveEnvironment: false }),
    ])
    await pushBuilt(context, engine, project, { quiet, ignoreFailures: ignorePushFailures })
    return 0
  },
})

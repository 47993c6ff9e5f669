import { splitReference } from '../../engine/image-reference.ts'
import { command } from '../command.ts'
import { bool, integer, list, text } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { pickContainer } from '../steps/containers.ts'
import { taskOf, withProgress } from '../steps/progress.ts'
import { findProjectName } from '../steps/project.ts'

/** `commit`: an image of a container as it is now. */
export const commit = command({
  name: 'commit',
  usage: 'SERVICE [REPOSITORY[:TAG]]',
  summary: 'Make an image of a container as it is now',
  arity: { min: 1, max: 2 },
  flags: {
    author: text('-a, --author', 'Who made it'),
    change: list('-c, --change', 'Dockerfile instruction to apply to the image', { value: 'INSTRUCTION' }),
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    message: text('-m, --message', 'What it is'),
    pause: bool('-p, --pause', 'Pause the container meanwhile', { default: true }),
  },
  examples: ['commit db shop/db:debug', 'commit --change "CMD [\\"sh\\"]" web web:shell'],
  async run(context, { author, change, index, message, pause }, [service = '', reference]) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const container = await pickContainer(engine, project, { service, index, oneOffs: true, stopped: false })
    const { name, tag } = splitReference(reference ?? '')
    const subject = taskOf(container, `Commit ${container.name}`)
    await withProgress(context, (progress) =>
      progress.step(subject, 'commit', async () => {
        if (context.globals.dryRun) return undefined
        const { id } = await engine.commitContainer(container.id, {
          ...(name && { repo: name }),
          ...(tag && { tag }),
          ...(author && { author }),
          ...(message && { comment: message }),
          changes: change,
          pause,
        })
        return `Committed as ${id}`
      }),
    )
    return 0
  },
})

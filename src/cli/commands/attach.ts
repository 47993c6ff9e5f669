import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, integer, text } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { pickContainer } from '../steps/containers.ts'
import { findProjectName } from '../steps/project.ts'
import type { Resize } from '../terminal/follow-size.ts'
import { forwardSignals } from '../terminal/forward-signals.ts'
import { checkTerminal, runSession } from '../terminal/session.ts'

/** `attach`: our input and output as those of a running container; ends with its exit code. */
export const attach = command({
  name: 'attach',
  usage: 'SERVICE',
  summary: "Connect input and output to a running container's",
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  flags: {
    detachKeys: text('--detach-keys', 'Keys that leave it running (default ctrl-p,ctrl-q)', {
      value: 'KEYS',
    }),
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    noStdin: bool('--no-stdin', 'Only output'),
    sigProxy: bool('--sig-proxy', 'Pass signals on to it', { default: true }),
  },
  examples: ['attach web', 'attach --no-stdin --index 2 worker'],
  async run(context, { detachKeys, index, noStdin, sigProxy }, [service = '']) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const { id } = await pickContainer(engine, project, { service, index, oneOffs: true, stopped: false })
    const { tty, openStdin } = await engine.inspectContainer(id)
    const stdin = openStdin && !noStdin
    checkTerminal(context, tty, stdin)
    // Asked for while it is there: one that removes itself cannot be asked any more.
    const exitCode = engine.waitContainer(id)
    exitCode.catch(() => {})
    const stream = await engine.attach(id, {
      stdin,
      stdout: true,
      stderr: true,
      tty,
      ...(detachKeys && { detachKeys }),
    })
    const stopForwarding = sigProxy
      ? forwardSignals(context, (signal) => engine.killContainer(id, signal), context.interrupts.abort)
      : () => {}
    try {
      const resize: Resize = (size) => engine.resizeContainer(id, size)
      if (tty) await nudge(context, resize)
      const end = await runSession(stream, { context, tty, stdin, detachKeys, resize })
      return end === 'detached' ? 0 : await exitCode
    } finally {
      stopForwarding()
    }
  },
})

/** What draws on a terminal draws anew when its size changes, and so shows us what it has drawn before. */
async function nudge({ stdout: { isTTY, columns, rows } }: Context, resize: Resize): Promise<void> {
  if (isTTY) await resize({ columns: columns + 1, rows: rows + 1 }).catch(() => {})
}

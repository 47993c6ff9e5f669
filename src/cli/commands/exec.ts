import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, integer, list, maybe, text } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { pickContainer } from '../steps/containers.ts'
import { findProjectName } from '../steps/project.ts'
import { checkTerminal, runSession, wantsTerminal } from '../terminal/session.ts'

/** `exec`: runs a command in a running container; ends with its exit code. */
export const exec = command({
  name: 'exec',
  usage: 'SERVICE COMMAND [ARGS...]',
  summary: 'Run a command in a running container',
  arity: { min: 2, max: Number.POSITIVE_INFINITY },
  passThrough: true,
  flags: {
    detach: bool('-d, --detach', 'Start it and return'),
    env: list('-e, --env', 'Variable for the command: KEY=VALUE, or KEY with our value', {
      value: 'KEY=VALUE',
    }),
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    interactive: bool('-i, --interactive', 'Give it our input', { default: true, hidden: true }),
    noTty: maybe('-T, --no-tty', 'Without a terminal of its own', { aliases: ['no-TTY'] }),
    privileged: bool('--privileged', 'With all rights on the host'),
    tty: maybe('-t, --tty', 'With a terminal of its own', { hidden: true }),
    user: text('-u, --user', 'As this user', { value: 'USER' }),
    workdir: text('-w, --workdir', 'In this directory', { value: 'DIR' }),
  },
  examples: ['exec db psql -U postgres', 'exec -T api sh -c "cat > /tmp/in" < file', 'exec --index 2 web sh'],
  async run(context, flags, [service = '', ...words]) {
    // As with Docker Compose, `-t` gives no terminal to a command whose output is none: scripts write `exec -it`.
    const asked = context.stdout.isTTY && !flags.noTty ? flags.tty : false
    const tty = !flags.detach && wantsTerminal(context, { tty: asked, noTty: flags.noTty })
    const interactive = flags.interactive && !flags.detach
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const container = await pickContainer(engine, project, {
      service,
      index: flags.index,
      oneOffs: true,
      stopped: false,
    })
    checkTerminal(context, tty, interactive)
    const id = await engine.createExec(container.id, {
      command: words,
      environment: flags.env.map((entry) => withValue(entry, context.environment)),
      tty,
      stdin: interactive,
      privileged: flags.privileged,
      detach: flags.detach,
      ...(flags.user && { user: flags.user }),
      ...(flags.workdir && { workingDir: flags.workdir }),
    })
    const stream = await engine.startExec(id, { tty, stdin: interactive, detach: flags.detach })
    if (flags.detach) return 0
    const resize = (size: { columns: number; rows: number }) => engine.resizeExec(id, size)
    const end = await runSession(stream, { context, tty, stdin: interactive, resize })
    return end === 'detached' ? 0 : ((await engine.inspectExec(id)).exitCode ?? 0)
  },
})

/** `KEY` alone takes the value that it has here; unset here, it is unset there. */
function withValue(entry: string, environment: Context['environment']): string {
  const value = environment[entry]
  return entry.includes('=') || value === undefined ? entry : `${entry}=${value}`
}

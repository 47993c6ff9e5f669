import { isConflict, isNotFound } from '../../engine/failures.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Hook } from '../../model/service.ts'
import type { Handler } from '../handlers.ts'
import { collectTail } from '../last-lines.ts'

/** Runs a hook's command in a container and waits for its end; anything but 0 is a failure. */
export const runHook: Handler<'run-hook'> = async (
  { container, name, service, hook, when },
  { engine, results },
) => {
  try {
    const exec = await engine.createExec(results.container(container), {
      command: hook.command ?? [],
      environment: environmentOf(hook),
      ...(hook.user && { user: hook.user }),
      ...(hook.working_dir && { workingDir: hook.working_dir }),
      ...(hook.privileged && { privileged: true }),
      tty: false,
      stdin: false,
    })
    const stream = await engine.startExec(exec, { tty: false, stdin: false })
    const output = await collectTail(stream.output, 10)
    const { exitCode = 0 } = await engine.inspectExec(exec)
    if (exitCode !== 0)
      throw new Failed(
        failure('hook-failed', {
          service,
          container: name,
          when,
          command: hook.command ?? [],
          exitCode,
          output,
        }),
      )
  } catch (error) {
    // A container that has stopped by itself needs nothing run before it stops.
    if (when !== 'pre_stop' || !(isNotFound(error) || isConflict(error))) throw error
  }
  return undefined
}

function environmentOf(hook: Hook): string[] {
  return Object.entries(hook.environment ?? {}).flatMap(([key, value]) =>
    value === null ? [] : [`${key}=${value}`],
  )
}

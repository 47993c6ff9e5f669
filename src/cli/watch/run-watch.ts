import { keysLine } from '../../show/watch/watch-line.ts'
import type { Context } from '../context.ts'
import { listenForKeys } from './keys.ts'
import type { ProjectWatch } from './project-watch.ts'

/** Watches until interrupted or, by a key, told to end; keys work where there is a terminal. */
export async function runWatch(context: Context, watch: ProjectWatch, quit: () => void): Promise<void> {
  const release = listenForKeys(context, {
    rebuild: () => watch.rebuildAll(),
    restart: () => watch.restartAll(),
    pause: () => watch.session.setPaused(!watch.session.paused),
    quit,
  })
  if (context.stdin.isTTY) context.stdout.write(`${keysLine}\n`)
  try {
    await watch.run()
  } finally {
    release()
  }
}

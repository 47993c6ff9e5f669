import { quote } from './quote.ts'

/** Whose output foreground `up` is about to show. */
export function attachingLine(names: readonly string[]): string {
  return `Attaching to ${names.map(quote).join(', ')}\n`
}

/** Told after the first Ctrl-C. */
export const stoppingLine = 'Gracefully Stopping... press Ctrl+C again to force\n'

/** Told when a container's end ends them all. */
export const abortingLine = 'Aborting on container exit...\n'

/** What a container's last line says: `exited with code 1 (restarting)`. */
export function exitedText(exitCode: number, restarting: boolean): string {
  return `exited with code ${exitCode}${restarting ? ' (restarting)' : ''}`
}

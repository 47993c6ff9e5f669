import type { AnyCommand } from './command.ts'

/** A command as the table knows it: enough for help and for finding its file, nothing that costs time. */
export interface Entry {
  readonly summary: string
  readonly hidden?: boolean
  load(): Promise<AnyCommand>
}

/** Every command by the names it answers to. Implementations are imported when they are called. */
export const commands: Readonly<Record<string, Entry>> = {
  version: {
    summary: 'Show the version',
    load: async () => (await import('./commands/version.ts')).version,
  },
}

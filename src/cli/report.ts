import type { WriteStream } from 'node:tty'
import type { Failure } from '../model/failure.ts'
import type { Appearance } from './appearance.ts'

/** Where and how failures are reported. */
export interface ReportTarget {
  readonly appearance: Appearance
  readonly stderr: WriteStream
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Writes failures and warnings to standard error, as text or (`--progress json`) as JSON lines. */
export async function report(failures: readonly Failure[], target: ReportTarget): Promise<void> {
  if (failures.length === 0) return
  const { appearance, stderr, cwd, environment } = target
  if (appearance.progress === 'json') {
    const { diagnosticsJson } = await import('../show/diagnostics-json.ts')
    for (const failure of failures) stderr.write(`${diagnosticsJson(failure)}\n`)
    return
  }
  const [{ describeFailures }, { wantsColor }] = await Promise.all([
    import('../show/diagnostics.ts'),
    import('../show/ansi.ts'),
  ])
  const color = wantsColor({
    ansi: appearance.ansi,
    isTerminal: Boolean(stderr.isTTY),
    noColor: environment.NO_COLOR,
    term: environment.TERM,
  })
  const columns = stderr.isTTY ? { columns: stderr.columns } : {}
  stderr.write(`${describeFailures(failures, { color, cwd, ...columns })}\n`)
}

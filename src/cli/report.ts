import type { WriteStream } from 'node:tty'
import { type Failure, failure, warning } from '../model/failure.ts'
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
  const { shown, rest } = bounded(failures)
  const { appearance, stderr, cwd, environment } = target
  if (appearance.progress === 'json') {
    const { diagnosticsJson } = await import('../show/diagnostics-json.ts')
    for (const failure of [...shown, ...rest]) stderr.write(`${diagnosticsJson(failure)}\n`)
    return
  }
  const [{ describeFailures }, { wantsColor }, { composeSentence }] = await Promise.all([
    import('../show/diagnostics.ts'),
    import('../show/ansi.ts'),
    import('../show/failures/compose.ts'),
  ])
  const color = wantsColor({
    ansi: appearance.ansi,
    isTerminal: Boolean(stderr.isTTY),
    noColor: environment.NO_COLOR,
    term: environment.TERM,
  })
  const columns = stderr.isTTY ? { columns: stderr.columns } : {}
  // Scripts look for what Docker Compose says: it comes first, word for word.
  const sentence = composeSentence(failures)
  if (sentence !== undefined) stderr.write(`${sentence}\n`)
  stderr.write(`${describeFailures([...shown, ...rest], { color, cwd, ...columns })}\n`)
}

/** Of errors and of warnings so many are shown; nobody reads more at once. */
const MOST = 100

function bounded(failures: readonly Failure[]): { shown: readonly Failure[]; rest: readonly Failure[] } {
  const counts = { error: 0, warning: 0 }
  const shown = failures.filter(({ severity }) => ++counts[severity] <= MOST)
  const left = (severity: 'error' | 'warning') => Math.max(0, counts[severity] - MOST)
  const rest = [
    ...(left('warning') > 0 ? [warning('more-problems', { count: left('warning') })] : []),
    ...(left('error') > 0 ? [failure('more-problems', { count: left('error') })] : []),
  ]
  return { shown, rest }
}

import type { WatchEvent } from '../../model/watch-event.ts'
import { describeReason } from '../plan/describe-reason.ts'
import { jsonText } from '../quote.ts'

/** What happened, as one line of JSON; undefined for failures, which are shown as all failures are. */
export function watchJson(event: WatchEvent): string | undefined {
  if (event.kind === 'failed') return undefined
  const { kind, ...rest } = event
  if (event.kind === 'healing') {
    // As text: values that look secret are hidden in it.
    const containers = event.containers.map(({ name, reasons }) => ({
      name,
      reasons: reasons.map(describeReason),
    }))
    return jsonText({ watch: kind, containers })
  }
  if (event.kind === 'reload-failed') return jsonText({ watch: kind, paths: event.paths })
  return jsonText({ watch: kind, ...rest })
}

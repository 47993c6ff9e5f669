import { failure } from '../../model/failure.ts'
import type { Source } from '../../model/place.ts'
import type { Report } from '../report.ts'
import type { EnvValue } from './environment.ts'

/** Reads `format: raw`, the grammar of `docker run --env-file`: no quotes, no escapes, no variables. */
export function parseRawEnvFile(
  source: Source,
  into: Map<string, EnvValue>,
  options: { lookup(name: string): string | undefined },
  report: Report,
): void {
  let start = 0
  for (const line of source.text.split('\n')) {
    readLine(source, start, line.replace(/\r$/, ''), into, options, report)
    start += line.length + 1
  }
}

function readLine(
  source: Source,
  lineStart: number,
  line: string,
  into: Map<string, EnvValue>,
  options: { lookup(name: string): string | undefined },
  report: Report,
): void {
  const text = line.trimStart()
  if (text === '' || text.startsWith('#')) return
  const start = lineStart + line.length - text.length
  const sign = text.indexOf('=')
  const name = sign < 0 ? text : text.slice(0, sign)
  if (name === '' || /[ \t]/.test(name)) {
    const at = { source, start, end: start + text.length }
    report.add(failure('env-file-name', { text }, { at }))
    return
  }
  const at = { source, start: start + sign + 1, end: start + text.length }
  if (sign >= 0) into.set(name, { value: text.slice(sign + 1), at })
  else {
    const value = options.lookup(name)
    if (value !== undefined) into.set(name, { value })
  }
}

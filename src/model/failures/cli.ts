/** What can be wrong with a command line. */
export interface CliFailures {
  usage: { message: string; hint?: string }
  'unknown-command': { name: string; suggestion?: string }
  'unknown-flag': { flag: string; command?: string; suggestion?: string }
  'flag-needs-value': { flag: string }
  'flag-value-invalid': { flag: string; value: string; expected: string }
  'arguments-too-few': { command: string; usage: string; min: number; given: number }
  'arguments-too-many': { command: string; usage: string; max: number; given: number }
  /** A `--format` template that cannot be read or carried out. */
  'template-invalid': { template: string; reason: string }
  /** A bug: something was thrown that nobody expected. */
  'internal-error': { message: string; stack?: string }
}

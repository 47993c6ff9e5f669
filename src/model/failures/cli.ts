/** What can be wrong with a command line. */
export interface CliFailures {
  usage: { message: string; hint?: string }
  /** A `--format` template that cannot be read or carried out. */
  'template-invalid': { template: string; reason: string }
  /** A bug: something was thrown that nobody expected. */
  'internal-error': { message: string; stack?: string }
}

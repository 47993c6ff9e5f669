/** What can be wrong with a command line. */
export interface CliFailures {
  usage: { message: string; hint?: string }
}

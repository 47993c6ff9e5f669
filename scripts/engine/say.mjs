const began = Date.now()

/** Prints one line of what the machinery does, with the seconds since it began. */
export function say(line) {
  const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(5)
  process.stdout.write(`[${seconds} s] ${line}\n`)
}

/** A failure that is the machine's and not the program's: printed as it is, without a stack trace. */
export class Trouble extends Error {}

/** Runs a script's main function; what goes wrong becomes one message and exit code 1. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    const known = error instanceof Trouble || error?.constructor?.name === 'RunError'
    process.stderr.write(`${known ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}

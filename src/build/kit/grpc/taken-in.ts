/**
 * Resolves when Node has taken in what had arrived on a connection before HTTP/2 began on it. It does so in its
 * next tick, and a session that is closed earlier (its build has failed meanwhile) makes it throw where nobody
 * can catch: so a session is given out only after this.
 */
export function takenIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

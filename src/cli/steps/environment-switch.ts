/** Whether COMPOSE_REMOVE_ORPHANS asks for what `--remove-orphans` does. */
export function orphansByEnvironment(environment: Readonly<Record<string, string | undefined>>): boolean {
  return isTrue(environment.COMPOSE_REMOVE_ORPHANS)
}

/** Reads a switch from an environment variable as Compose does. */
export function isTrue(value: string | undefined): boolean {
  return /^(1|t|true|y|yes|on)$/i.test(value?.trim() ?? '')
}

/** What a provider says it takes, by command; undefined where it says nothing, and is then given everything. */
export interface ProviderMetadata {
  readonly up: readonly ProviderParameter[]
  readonly down: readonly ProviderParameter[]
}

export interface ProviderParameter {
  readonly name: string
  readonly required: boolean
}

/** Reads what `compose metadata` printed. */
export function readProviderMetadata(text: string): ProviderMetadata | undefined {
  try {
    const { description, up, down } = JSON.parse(text) as Record<string, unknown>
    const lists = { up: parametersOf(up), down: parametersOf(down) }
    if (!description && !lists.up && !lists.down) return undefined
    return { up: lists.up ?? [], down: lists.down ?? [] }
  } catch {
    return undefined
  }
}

function parametersOf(section: unknown): ProviderParameter[] | undefined {
  const { parameters } = (section ?? {}) as { parameters?: unknown }
  if (!Array.isArray(parameters)) return undefined
  return (parameters as Partial<ProviderParameter>[]).map(({ name = '', required }) => ({
    name,
    required: required === true,
  }))
}

/** The options a provider is called with: those it knows, each value one; fails on one that it requires. */
export function providerArguments(
  options: Readonly<Record<string, readonly string[]>>,
  parameters: readonly ProviderParameter[] | undefined,
): { readonly args: readonly string[]; readonly missing?: string } {
  const missing = parameters?.find(({ name, required }) => required && !(name in options))?.name
  const known = Object.entries(options).filter(
    ([key]) => !parameters || parameters.some(({ name }) => name === key),
  )
  const args = known.flatMap(([key, values]) => values.map((value) => `--${key}=${value}`))
  return { args, ...(missing && { missing }) }
}

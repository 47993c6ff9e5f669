import { readFileSync, writeFileSync } from 'node:fs'

/**
 * A case in one file, in sections that each begin with `--- NAME`:
 * `before` (a compose file that is up already), `world` (JSON: images, and what has happened since), `desired`,
 * `intent` (JSON over a plain `up`), `plan` (what must come out).
 */
export interface GoldenCase {
  readonly before?: string
  readonly world: WorldChanges
  readonly desired: string
  readonly intent: Readonly<Record<string, unknown>>
  readonly plan: string
}

export interface WorldChanges {
  /** Images there are, besides those that the case before needed. */
  readonly images?: readonly string[]
  /** Changes to containers by name; null removes one. */
  readonly containers?: Readonly<Record<string, object | null>>
  /** Labels of networks and volumes by name; null removes one. */
  readonly networks?: Readonly<Record<string, object | null>>
  readonly volumes?: Readonly<Record<string, object | null>>
  /** New ids of images by name: they were pulled or built since. */
  readonly newImages?: Readonly<Record<string, string>>
  /** Containers added as they stand. */
  readonly added?: readonly object[]
}

export function readCase(file: string): GoldenCase {
  const sections = new Map<string, string>()
  for (const part of readFileSync(file, 'utf8').split(/^--- /m).slice(1)) {
    const end = part.indexOf('\n')
    sections.set(part.slice(0, end).trim(), part.slice(end + 1))
  }
  const before = sections.get('before')
  return {
    ...(before !== undefined && { before }),
    world: JSON.parse(sections.get('world') ?? '{}') as WorldChanges,
    desired: sections.get('desired') ?? before ?? '',
    intent: JSON.parse(sections.get('intent') ?? '{}') as Record<string, unknown>,
    plan: sections.get('plan') ?? '',
  }
}

/** Writes what came out into the case: `UPDATE_PLANS=1 npx vitest run test/plan`; read the difference. */
export function writePlan(file: string, plan: string): void {
  const text = readFileSync(file, 'utf8')
  const at = text.indexOf('--- plan\n')
  writeFileSync(file, `${at < 0 ? `${text.trimEnd()}\n` : text.slice(0, at)}--- plan\n${plan}`)
}

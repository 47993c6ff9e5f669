export type PullPolicy =
  | { readonly kind: 'always' | 'never' | 'missing' | 'build' }
  | { readonly kind: 'refresh'; readonly seconds: number }

const UNIT_SECONDS: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 }

/** Reads `pull_policy`; what is not known counts as `missing`, as in Compose. */
export function pullPolicy(value: string | undefined): PullPolicy {
  switch (value) {
    case 'always':
    case 'never':
    case 'build':
      return { kind: value }
    case 'daily':
      return { kind: 'refresh', seconds: 86_400 }
    case 'weekly':
      return { kind: 'refresh', seconds: 604_800 }
  }
  if (!value?.startsWith('every_')) return { kind: 'missing' }
  let seconds = 0
  for (const [, number, unit] of value.slice('every_'.length).matchAll(/(\d+)([wdhms])/g))
    seconds += Number(number) * (UNIT_SECONDS[unit ?? ''] ?? 0)
  return { kind: 'refresh', seconds }
}

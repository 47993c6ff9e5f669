import type { Fit } from './fit-table.ts'
import { goJson } from './go-json.ts'
import { quote } from './quote.ts'
import { COMPOSE_CELLS, formatTable } from './table.ts'
import { humanDuration, humanSize } from './units.ts'

/** An image as a container uses it, with the field names of Compose's JSON. */
export interface ImageUse {
  readonly ID: string
  readonly ContainerName: string
  readonly Repository: string
  readonly Tag: string
  readonly Platform: string
  readonly Size: number
  /** RFC 3339. */
  readonly LastTagTime: string
}

/** Ids without `sha256:`, each once. */
export function describeImageIds(used: readonly ImageUse[]): string {
  const ids = new Set(used.map(({ ID }) => ID.slice(ID.indexOf(':') + 1)))
  return [...ids].map((id) => `${quote(id)}\n`).join('')
}

/** A table, or JSON: one array and, as Docker Compose does, an empty line. */
export function describeImageUses(
  used: readonly ImageUse[],
  format: 'table' | 'json',
  now: number,
  fit?: Fit,
): string {
  if (format === 'json') return `${goJson(used.length > 0 ? used : null)}\n\n`
  const head = ['CONTAINER', 'REPOSITORY', 'TAG', 'PLATFORM', 'IMAGE ID', 'SIZE', 'CREATED']
  return formatTable([head, ...used.map((image) => tableRow(image, now))], COMPOSE_CELLS, fit)
}

function tableRow(image: ImageUse, now: number): string[] {
  const age = (now - Date.parse(image.LastTagTime)) / 1000
  return [
    image.ContainerName,
    image.Repository || '<none>',
    image.Tag || '<none>',
    image.Platform,
    image.ID.slice(image.ID.indexOf(':') + 1).slice(0, 12),
    humanSize(image.Size, 3),
    `${humanDuration(age)} ago`,
  ]
}

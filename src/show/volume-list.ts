import type { ObservedVolume } from '../model/observed.ts'
import { compareText } from './compare-text.ts'
import type { Fit } from './fit-table.ts'
import { formatListing } from './format.ts'
import { labelList } from './label-list.ts'
import type { Value } from './template/value.ts'

const HEADINGS = {
  Availability: 'AVAILABILITY',
  Driver: 'DRIVER',
  Group: 'GROUP',
  Labels: 'LABELS',
  Links: 'LINKS',
  Mountpoint: 'MOUNTPOINT',
  Name: 'VOLUME NAME',
  Scope: 'SCOPE',
  Size: 'SIZE',
  Status: 'STATUS',
}

const TABLE = 'table {{.Driver}}\t{{.Name}}'

/** `volumes`: as `docker volume ls` shows them, by name. */
export function describeVolumes(volumes: readonly ObservedVolume[], format: string, fit?: Fit): string {
  const sorted = [...volumes].sort((a, b) => compareText(a.name, b.name))
  const template = format === 'raw' ? 'name: {{.Name}}\ndriver: {{.Driver}}\n' : format
  return formatListing({ headings: HEADINGS, rows: sorted.map(row), table: TABLE }, template, fit)
}

/** What only swarms and `docker system df` know is `N/A`. */
function row({ name, driver, mountpoint = '', scope = '', labels }: ObservedVolume): {
  readonly [field: string]: Value
} {
  return {
    Availability: 'N/A',
    Driver: driver,
    Group: 'N/A',
    Label: (key) => labels[`${key}`] ?? '',
    Labels: labelList(labels),
    Links: 'N/A',
    Mountpoint: mountpoint,
    Name: name,
    Scope: scope,
    Size: 'N/A',
    Status: 'N/A',
  }
}

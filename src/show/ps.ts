import { labels as composeLabels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Style } from './ansi.ts'
import { compareText } from './compare-text.ts'
import { containerPaint } from './container-paint.ts'
import type { Fit } from './fit-table.ts'
import { formatListing } from './format.ts'
import { goQuote } from './go-quote.ts'
import { goTime } from './go-time.ts'
import { labelList } from './label-list.ts'
import { describePorts, type Publisher } from './ports.ts'
import { quote } from './quote.ts'
import type { Value } from './template/value.ts'
import { humanDuration } from './units.ts'
import { truncate } from './width.ts'

export interface PsOptions {
  /** `table`, `json`, `raw` or a Go template. */
  readonly format: string
  /** Whether ids, commands and mounts are cut to their usual length. */
  readonly truncate: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The terminal that it is for. */
  readonly fit?: Fit
  /** IANA name; that of the process by default. */
  readonly timeZone?: string
}

const HEADINGS = {
  ID: 'CONTAINER ID',
  Name: 'NAME',
  Project: 'PROJECT',
  Service: 'SERVICE',
  Image: 'IMAGE',
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  Ports: 'PORTS',
  State: 'STATE',
  Status: 'STATUS',
  Size: 'SIZE',
  Labels: 'LABELS',
}

const TABLE =
  'table {{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}'

/** `--format raw`, as Docker Compose has it: a paragraph a container. */
const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`

/** `ps`: containers sorted by name, in the columns and with the keys of Docker Compose. */
export function describeContainers(containers: readonly ObservedContainer[], options: PsOptions): string {
  const rows = sorted(containers).map((container) => row(container, options))
  const format = options.format === 'raw' ? RAW : options.format
  return formatListing({ headings: HEADINGS, rows, table: TABLE }, format, options.fit)
}

/** For people on a terminal: each status of `ps` in the colour of the container's state. */
export function statusPaint(
  containers: readonly ObservedContainer[],
  style: Style,
): NonNullable<Fit['paint']> {
  const rows = sorted(containers)
  return (row, heading, text) => {
    const container = rows[row]
    return heading === HEADINGS.Status && container ? containerPaint(container, style)(text) : text
  }
}

/** `ps -q`: full ids, one a line. */
export function describeContainerIds(containers: readonly ObservedContainer[]): string {
  return sorted(containers)
    .map(({ id }) => `${quote(id)}\n`)
    .join('')
}

/** `ps --services`: each service once. Docker Compose prints an empty line when there is none. */
export function describeContainerServices(containers: readonly ObservedContainer[]): string {
  const services = new Set(sorted(containers).map(({ labels }) => labels[composeLabels.service] ?? ''))
  return `${[...services].map(quote).join('\n')}\n`
}

function sorted(containers: readonly ObservedContainer[]): ObservedContainer[] {
  return [...containers].sort((a, b) => compareText(a.name, b.name))
}

const ID_LENGTH = 12
const COMMAND_LENGTH = 20
const MOUNT_LENGTH = 15

/** Fields in the order of the alphabet, which is that of Docker's JSON. */
function row(container: ObservedContainer, options: PsOptions): { readonly [field: string]: Value } {
  const { labels, mounts, state } = container
  const cut = (text: string, length: number) => (options.truncate ? truncate(text, length) : text)
  const publishers = publishersOf(container)
  return {
    Command: goQuote(cut(container.command, COMMAND_LENGTH)),
    // Only when it is asked for: what time zones are called takes long to find out.
    get CreatedAt() {
      return goTime(container.createdAt, options.timeZone)
    },
    ExitCode: state === 'exited' || state === 'dead' ? (container.exitCode ?? 0) : 0,
    Health: state === 'running' && container.health !== 'none' ? container.health : '',
    ID: options.truncate ? container.id.slice(0, ID_LENGTH) : container.id,
    Image: container.image,
    Label: (name) => labels[`${name}`] ?? '',
    Labels: labelList(labels),
    LocalVolumes: `${mounts.filter(({ driver }) => driver === 'local').length}`,
    Mounts: mounts.map(({ name, source }) => cut(name || source, MOUNT_LENGTH)).join(','),
    Name: container.name,
    Names: container.name,
    Networks: Object.keys(container.networks).join(','),
    Ports: describePorts(publishers),
    Project: labels[composeLabels.project] ?? '',
    Publishers: publishers.map((publisher) => ({ ...publisher })),
    RunningFor: `${humanDuration(options.now / 1000 - container.createdAt)} ago`,
    Service: labels[composeLabels.service] ?? '',
    // Docker Compose does not ask the engine for sizes.
    Size: '0B',
    State: state,
    Status: container.status,
  }
}

/** The ports of a container, by that in the container. */
export function publishersOf({ ports }: ObservedContainer): Publisher[] {
  return ports
    .map(({ ip, target, published, protocol }) => ({
      URL: ip ?? '',
      TargetPort: target,
      PublishedPort: published ?? 0,
      Protocol: protocol,
    }))
    .sort((a, b) => a.TargetPort - b.TargetPort)
}

import { askEngine, type Container, listByLabel } from './engine.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = Readonly<Record<string, unknown>>

/** Everything a project has on the engine, without what differs from one run, or one engine, to another. */
export interface MaskedInspection {
  readonly containers: Readonly<Record<string, Json>>
  readonly networks: Readonly<Record<string, Json>>
  readonly volumes: Readonly<Record<string, Json>>
}

/** Inspects a project whose containers were created and not started. */
export async function inspectMasked(
  project: string,
  folder: string,
  containers: readonly Container[],
): Promise<MaskedInspection> {
  const label = `com.docker.compose.project=${project}`
  const plain = await inspectPlain(label)
  const networks = await listByLabel<Fields & { Name: string }>('networks', label)
  const volumes = await listByLabel<Fields & { Name: string }>('volumes', label)
  const mask = (value: unknown) => maskTexts(value, project, folder)
  return mask({
    containers: byName(containers.map((one) => [one.Name, maskContainer(one, plain)])),
    networks: byName(networks.map((one) => [one.Name, maskNetwork(one)])),
    volumes: byName(volumes.map(({ CreatedAt, ...one }) => [one.Name, one])),
  }) as unknown as MaskedInspection
}

/** What the engine makes of a container of which nothing is said. */
async function inspectPlain(label: string): Promise<Container> {
  const [key = '', value = ''] = label.split('=')
  const body = { Image: 'busybox', Labels: { [key]: value }, HostConfig: { NetworkMode: 'none' } }
  const { json } = await askEngine('POST', '/containers/create', body)
  const { Id } = json as { Id: string }
  const inspected = await askEngine('GET', `/containers/${Id}/json`)
  await askEngine('DELETE', `/containers/${Id}`)
  return inspected.json as Container
}

function maskContainer(container: Container, plain: Container): Fields {
  const { Name, Config, HostConfig, Mounts, NetworkSettings } = container
  const { Hostname, ...config } = Config as Container['Config'] & { Hostname: string }
  return {
    Name,
    Config: without({ ...config, ...(Hostname !== container.Id.slice(0, 12) && { Hostname }) }, plain.Config),
    HostConfig: without(HostConfig, plain.HostConfig),
    Mounts: sorted(Mounts),
    Networks: Object.fromEntries(
      Object.entries(NetworkSettings.Networks).map(([name, endpoint]) => {
        const { NetworkID, EndpointID, ...said } = endpoint
        return [name, said]
      }),
    ),
  }
}

/** The fields that are other than those of a container of which nothing is said; lists whose order is chance, sorted. */
function without(fields: Fields, plain: Fields): Fields {
  const told = Object.entries(fields).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(plain[key]),
  )
  return Object.fromEntries(told.map(([key, value]) => [key, UNORDERED.has(key) ? sorted(value) : value]))
}

const UNORDERED: ReadonlySet<string> = new Set(['Binds', 'Env', 'ExtraHosts', 'Links', 'Mounts', 'Ulimits'])

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)) : value
}

/** Mounts are known by their place in the container, limits by their name, everything else is a text. */
function orderOf(item: unknown): string {
  const { Destination, Target, Name } = Object(item) as Fields
  return String(Destination ?? Target ?? Name ?? item)
}

/** Pools that the engine chose are left out; those of the fixtures are in 10.123. */
function maskNetwork({ Id, Created, IPAM, ...network }: Fields): Fields {
  const { Config, ...ipam } = IPAM as { Config: readonly { Subnet: string }[] }
  return {
    ...network,
    IPAM: { ...ipam, Config: Config.filter(({ Subnet }) => Subnet.startsWith('10.123.')) },
  }
}

function maskTexts(value: unknown, project: string, folder: string): Json {
  const text = JSON.stringify(value)
    .replaceAll(JSON.stringify(folder).slice(1, -1), '<folder>')
    .replaceAll(project, '<project>')
    // Where the engine keeps its data is its own affair.
    .replace(/"[^"]*(\/volumes\/[^"/]+\/_data")/g, '"<data>$1')
  return maskIds(JSON.parse(text) as Json)
}

function maskIds(value: Json): Json {
  if (typeof value === 'string') return value.replace(/[0-9a-f]{64}/g, '<id>')
  if (Array.isArray(value)) return value.map(maskIds)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key]) => !UNTOLD.has(key))
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      key === 'com.docker.compose.depends_on' ? String(item).split(',').sort().join(',') : maskIds(item),
    ]),
  )
}

/** Labels that depend on the image at hand, or that are ours alone. */
const UNTOLD: ReadonlySet<string> = new Set([
  'com.docker.compose.image',
  'tscompose.files',
  'tscompose.spec',
  'tscompose.previous.spec',
  'tscompose.previous.image',
  'tscompose.built',
])

function byName(entries: readonly (readonly [string, unknown])[]): Fields {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

import http from 'node:http'

/** What the tests read of a container's inspection; the engine's own spelling. */
export interface Container {
  readonly Id: string
  readonly Name: string
  readonly Created: string
  readonly Image: string
  readonly State: {
    readonly Status: string
    readonly Running: boolean
    readonly StartedAt: string
    readonly ExitCode: number
    readonly Health?: { readonly Status: string }
  }
  readonly Config: {
    readonly Image: string
    readonly Hostname: string
    readonly Env: readonly string[]
    readonly Cmd: readonly string[] | null
    readonly Labels: Readonly<Record<string, string>>
  }
  readonly HostConfig: Readonly<Record<string, unknown>>
  readonly Mounts: readonly Readonly<Record<string, unknown>>[]
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>
    readonly Networks: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
}

/** An answer of the engine; `json` is undefined where the answer is none, or more than one. */
export interface Answer {
  readonly status: number
  readonly json: unknown
  readonly text: string
}

/** Asks the engine over plain HTTP, so that a test never trusts the code it tests. */
export function askEngine(method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const request = http.request({ ...address(), method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, json: readJson(text), text }))
    })
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function address(): http.RequestOptions {
  const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock'
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) }
  const url = new URL(host.replace(/^tcp:/, 'http:'))
  return { host: url.hostname, port: url.port }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const lists = {
  containers: '/containers/json',
  networks: '/networks',
  volumes: '/volumes',
  images: '/images/json',
}

/** The engine's list of one kind, narrowed by a label (`key=value`); stopped containers are in it. */
export async function listByLabel<T>(kind: keyof typeof lists, label: string): Promise<readonly T[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }))
  const { json } = await askEngine('GET', `${lists[kind]}?all=1&filters=${filters}`)
  return (kind === 'volumes' ? ((json as { Volumes: T[] | null }).Volumes ?? []) : json) as T[]
}

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server of our own making where an engine would be. */
export interface FakeEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly host: string
  /** What was asked of it: `GET /containers/json`. */
  readonly asked: readonly string[]
}

/** Starts one on a socket of its own; paths come without the API version. */
export async function startFakeEngine(
  answer: (call: string, ...rest: Parameters<RequestListener>) => void,
): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'tscompose-fake-'))
  const path = join(folder, 'engine')
  const asked: string[] = []
  const server = createServer((request, response) => {
    const call = `${request.method} ${request.url?.replace(/^\/v1\.\d+/, '').replace(/\?.*/, '')}`
    asked.push(call)
    request.resume()
    response.on('error', () => {})
    answer(call, request, response)
  })
  await new Promise<void>((ready) => server.listen(path, ready))
  return {
    host: `unix://${path}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true })
    },
  }
}

const OTHER = 'com.docker.compose.project'

const listed = {
  Id: 'c1',
  Names: ['/p-a-1'],
  Image: 'busybox',
  ImageID: 'sha256:1',
  Command: 'x',
  Labels: { [OTHER]: 'p', 'com.docker.compose.service': 'a', 'com.docker.compose.container-number': '1' },
  State: 'running',
  Status: 'Up 1 second',
  Created: 1,
  Ports: [],
  Mounts: [],
}

/** Answers as an engine that runs one container of project `p` would, by call. */
export const RIGHT: Readonly<Record<string, unknown>> = {
  'GET /_ping': 'OK',
  'GET /containers/json': [listed],
  'GET /containers/c1/json': {
    Id: 'c1',
    Name: '/p-a-1',
    State: { Status: 'running', ExitCode: 0, StartedAt: '2026-01-01T00:00:00Z' },
    Config: { Image: 'busybox', Labels: listed.Labels },
    HostConfig: {},
  },
  'GET /containers/c1/top': { Titles: ['PID'], Processes: [['1']] },
  'POST /containers/create': { Id: 'c2', Warnings: [] },
  'POST /containers/c1/wait': { StatusCode: 0 },
  'POST /containers/c1/exec': { Id: 'e1' },
  'GET /exec/e1/json': { Running: false, ExitCode: 0 },
  'POST /commit': { Id: 'sha256:2' },
  'GET /networks': [
    { Id: 'n1', Name: 'p_default', Driver: 'bridge', Scope: 'local', Labels: { [OTHER]: 'p' } },
  ],
  'GET /networks/n1': { Id: 'n1', Name: 'p_default', Labels: { [OTHER]: 'p' } },
  'POST /networks/create': { Id: 'n2' },
  'GET /volumes': { Volumes: [{ Name: 'p_v', Driver: 'local', Labels: { [OTHER]: 'p' } }], Warnings: null },
  'GET /volumes/p_v': { Name: 'p_v', Labels: { [OTHER]: 'p' } },
  'POST /volumes/create': { Name: 'p_w' },
  'GET /images/json': [
    { Id: 'sha256:1', RepoTags: ['busybox:latest'], RepoDigests: [], Labels: null, Created: 1, Size: 1 },
  ],
  'GET /images/busybox/json': {
    Id: 'sha256:1',
    RepoTags: ['busybox:latest'],
    Created: '',
    Size: 1,
    Os: 'linux',
  },
  'GET /distribution/busybox/json': { Descriptor: { digest: 'sha256:3' } },
}

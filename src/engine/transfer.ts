import type { IncomingMessage } from 'node:http'
import type { AuthConfig } from 'dockerode'
import { transferMessage } from './answers.ts'
import { named } from './bad-answer.ts'
import { readBytes } from './bytes.ts'
import { configKey } from './credentials.ts'
import type { Door } from './door.ts'
import type { Engine, RegistryCredentials, TransferProgress } from './engine.ts'
import { findFailure, registryRefused } from './failures.ts'
import { registryOf, splitReference } from './image-reference.ts'
import { checked, readJsonLines } from './json-lines.ts'
import { callOf } from './request.ts'

type Transfer = Pick<Engine, 'pullImage' | 'pushImage' | 'findDigest'>
type Credentials = Engine['credentials']

interface Running {
  readonly signal?: AbortSignal
  onProgress(progress: TransferProgress): void
}

/** Pulling and pushing, with the login for the image's registry if there is one. */
export function transfer(door: Door, credentials: Credentials): Transfer {
  return {
    async pullImage(ref, { platform, ...running }) {
      const { name, tag, digest } = splitReference(ref)
      const options = { fromImage: name, tag: digest ?? tag ?? 'latest', platform }
      await follow(
        door,
        ref,
        { path: '/images/create?', options },
        await credentials(registryOf(ref)),
        running,
      )
    },
    async pushImage(ref, running) {
      const { name, tag } = splitReference(ref)
      const call = { path: `/images/${name}/push?`, options: { tag: tag ?? 'latest' } }
      return follow(door, ref, call, await credentials(registryOf(ref)), running)
    },
    async findDigest(ref) {
      const registry = registryOf(ref)
      const authconfig = authConfig(registry, await credentials(registry))
      const answer = door.transport.send<{ Descriptor: { digest: string } }>({
        path: `/distribution/${ref}/json`,
        authconfig,
      })
      return (await answer.catch((error: unknown) => refuse(ref, error))).Descriptor.digest
    },
  }
}

function refuse(image: string, error: unknown): never {
  const refusal = findFailure(error, 'engine-error')
  throw refusal ? registryRefused(image, refusal.message, refusal.status) : error
}

interface ProgressMessage {
  readonly id?: string
  readonly status?: string
  readonly progressDetail?: { readonly current?: number; readonly total?: number }
  readonly errorDetail?: { readonly message?: string }
  readonly error?: string
  readonly aux?: { readonly Digest?: string }
}

async function follow(
  { transport }: Door,
  image: string,
  call: { path: string; options: Record<string, unknown> },
  login: RegistryCredentials | undefined,
  { signal, onProgress }: Running,
): Promise<{ digest?: string }> {
  const response = await transport
    .send<IncomingMessage>({
      ...call,
      method: 'POST',
      isStream: true,
      authconfig: authConfig(registryOf(image), login),
      ...(signal && { abortSignal: signal }),
    })
    .catch((error: unknown) => refuse(image, error))
  let digest: string | undefined
  const lines = checked(readJsonLines(readBytes(response, transport.link, signal)), transferMessage)
  for await (const line of named(lines, transport.link, callOf({ ...call, method: 'POST' }))) {
    const message = line as ProgressMessage
    const refusal = message.errorDetail?.message ?? message.error
    if (refusal !== undefined) throw registryRefused(image, refusal)
    digest = message.aux?.Digest ?? digest
    if (message.status !== undefined) onProgress(readProgress(image, message.status, message))
  }
  signal?.throwIfAborted()
  return digest ? { digest } : {}
}

function readProgress(image: string, status: string, message: ProgressMessage): TransferProgress {
  const { current, total } = message.progressDetail ?? {}
  return {
    id: message.id ?? image,
    status,
    ...(current !== undefined && { current }),
    ...(total !== undefined && { total }),
  }
}

// The engine insists on the header for a push, so without a login it is an empty one.
function authConfig(registry: string, login: RegistryCredentials | undefined): Partial<AuthConfig> & object {
  if (!login) return {}
  const { username, password, identityToken } = login
  const serveraddress = configKey(registry)
  return identityToken
    ? { identitytoken: identityToken, serveraddress }
    : { username, password, serveraddress }
}

import { readPlainFile } from '../../../files/read-file.ts'
import { type Handler, unaryHandler } from '../grpc/server.ts'
import { GrpcError, statusCode } from '../grpc/status.ts'
import { getSecretRequest, getSecretResponse } from '../wire/messages.ts'

/** Where a secret's bytes come from: a file that is read when asked for, or a value. */
export type SecretSource = { readonly file: string } | { readonly value: string }

/** What BuildKit accepts, in bytes. */
const maxSecretSize = 500 * 1024

/** Serves `moby.buildkit.secrets.v1.Secrets/GetSecret` for these ids and no others. */
export function secretHandlers(secrets: ReadonlyMap<string, SecretSource>): [string, Handler][] {
  const getSecret = unaryHandler(getSecretRequest, getSecretResponse, async ({ id }) => {
    const source = secrets.get(id)
    if (source === undefined) throw new GrpcError(statusCode.notFound, `secret ${id} not found`)
    const data = 'file' in source ? readPlainFile(source.file, maxSecretSize) : Buffer.from(source.value)
    if (data.length > maxSecretSize) {
      throw new GrpcError(statusCode.unknown, `secret ${id} is larger than ${maxSecretSize} bytes`)
    }
    return { data }
  })
  return [['/moby.buildkit.secrets.v1.Secrets/GetSecret', getSecret]]
}

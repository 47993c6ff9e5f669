import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { type DockerConfig, readDockerConfig } from '../../engine/docker-config.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { ProviderProblem } from '../../model/failures/run.ts'
import type { Project } from '../../model/project.ts'
import type { Operation } from '../../plan/operation.ts'
import type { Context } from '../context.ts'
import { findProvider } from './find-provider.ts'
import { readProviderMessage } from './provider-message.ts'
import { providerArguments, readProviderMetadata } from './provider-metadata.ts'

type Order = Operation<'run-provider'>

/** Lines of a provider's standard error that are told when it fails. */
const LAST_LINES = 10

/** Runs the provider of a service in a command's surroundings; gives the variables it sets. */
export async function runProvider(
  { cwd, environment, home }: Context,
  project: Project,
  order: Order,
  { signal, onInfo }: { signal: AbortSignal; onInfo(message: string): void },
): Promise<Readonly<Record<string, string>>> {
  const env = Object.fromEntries(project.environment)
  const program = await findProgram(order, readDockerConfig(environment, home), env.PATH)
  const metadata = await askMetadata(program, env, cwd)
  const { args, missing } = providerArguments(order.options, metadata?.[order.command])
  if (missing !== undefined) throw failed(order, { kind: 'parameter-missing', name: missing })
  const words = ['compose', `--project-name=${project.name}`, order.command, ...args, order.service]
  const child = spawn(program, words, { env, cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] })
  const complaints = text(child.stderr)
  const ended = endOf(child, order)
  // It is waited for below; a failure in between must not be an unhandled one.
  ended.catch(() => {})
  const variables: Record<string, string> = {}
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.trim() === '') continue
    const message = readProviderMessage(line)
    if (message?.type === 'setenv') variables[message.key] = message.value
    else if (message?.type === 'info') onInfo(message.message)
    else if (message?.type !== 'debug') {
      child.kill()
      throw failed(order, message ? { kind: 'said', text: message.message } : { kind: 'protocol', line })
    }
  }
  const end = await ended
  if (end.code !== 0) {
    const output = (await complaints).trimEnd().split('\n').filter(Boolean).slice(-LAST_LINES)
    throw failed(order, { kind: 'ended', ...end, output })
  }
  return variables
}

async function findProgram(order: Order, config: DockerConfig, path: string | undefined): Promise<string> {
  const { service, type } = order
  if (type === 'compose') throw failed(order, { kind: 'reserved' })
  const program = await findProvider(type, config, path)
  if (program === undefined) throw new Failed(failure('provider-not-found', { service, type }))
  return program
}

/** What cannot be asked what it takes is one that says nothing of it. */
async function askMetadata(program: string, env: Record<string, string>, cwd: string) {
  const child = spawn(program, ['compose', 'metadata'], { env, cwd, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'close')
  ended.catch(() => {})
  const said = await text(child.stdout)
  const code = await ended.then(
    ([code]) => code as number | null,
    () => null,
  )
  return code === 0 ? readProviderMetadata(said) : undefined
}

async function endOf(
  child: ReturnType<typeof spawn>,
  order: Order,
): Promise<{ code: number | null; signal: string | null }> {
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    return { code, signal }
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw new Failed(failure('interrupted', { signal: 'SIGINT' }))
    throw failed(order, { kind: 'said', text: (error as Error).message })
  }
}

function failed({ service, type }: Order, problem: ProviderProblem): Failed {
  return new Failed(failure('provider-failed', { service, type, problem }))
}

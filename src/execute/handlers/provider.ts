import type { Handler } from '../handlers.ts'

/** Has a provider do its work; what it says meanwhile is told, and its variables are kept. */
export const runProvider: Handler<'run-provider'> = async (operation, { provide, results, signal, emit }) => {
  const { service } = operation
  const subject = { kind: 'service', name: service, service } as const
  const onInfo = (text: string) => emit({ kind: 'said', subject, text })
  results.setProvided(service, await provide(operation, { signal, onInfo }))
  return undefined
}

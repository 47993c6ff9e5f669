const remotePrefixes = ['https://', 'http://', 'git://', 'ssh://', 'github.com/', 'git@']

/** Whether a context is something that the engine fetches itself: a git repository or a file on the web. */
export function isRemoteContext(context: string): boolean {
  return remotePrefixes.some((prefix) => context.startsWith(prefix))
}

/** The service whose image an additional context stands for (`service:x`). */
export function findContextService(context: string): string | undefined {
  return context.startsWith('service:') ? context.slice('service:'.length) : undefined
}

/** Whether an additional context is handed to BuildKit as it is, and is no path on this machine. */
export function isContextReference(context: string): boolean {
  return isRemoteContext(context) || /^(docker-image|oci-layout|target|input):/.test(context)
}

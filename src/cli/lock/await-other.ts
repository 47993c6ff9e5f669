import { connect } from 'node:net'

/** How long a name may be; more is not read. */
const LONGEST_NAME = 120
/** Milliseconds after which is said that somebody is waited for who does not tell his name. */
const PATIENCE = 1000

/** What became of another process that was found at a socket. */
export type Fate =
  /** Nobody listens there: its process was killed. */
  | 'stale'
  /** The socket is not there any more. */
  | 'gone'
  /** It has let go. */
  | 'left'
  /** It holds the lock, and `untilHolder` asked no more. */
  | 'holds'
  | 'aborted'
  /** It cannot be told. */
  | 'unknown'

/** What it means that there is no connection. A socket with too many who wait gives EAGAIN. */
const FATES: Readonly<Record<string, Fate>> = { ECONNREFUSED: 'stale', ENOENT: 'gone' }

export interface Awaiting {
  readonly signal: AbortSignal
  /** Resolves as soon as the other says that it holds the lock, instead of when it lets go. */
  readonly untilHolder: boolean
  onName(name: string | undefined): void
}

/** Waits for another process. What it says is a name of one line, cut to a sensible length, and is not trusted. */
export function awaitOther(path: string, { signal, untilHolder, onName }: Awaiting): Promise<Fate> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let said = ''
    let connected = false
    let named = false
    const end = (fate: Fate): void => {
      clearTimeout(patience)
      signal.removeEventListener('abort', abort)
      socket.destroy()
      resolve(fate)
    }
    const abort = () => end('aborted')
    const name = (text: string | undefined): void => {
      if (named) return
      named = text !== undefined
      onName(text)
    }
    const patience = setTimeout(() => name(undefined), PATIENCE)
    signal.addEventListener('abort', abort)
    socket.on('connect', () => {
      connected = true
    })
    socket.on('data', (chunk) => {
      if (named) return
      said += chunk.toString('utf8')
      if (!/\n/.test(said) && said.length < LONGEST_NAME) return
      name(readName(said))
      if (untilHolder) end('holds')
    })
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      end(connected ? 'left' : (FATES[code] ?? 'unknown'))
    })
    socket.on('close', () => end('left'))
    if (signal.aborted) abort()
  })
}

function readName(said: string): string {
  const [line = ''] = said.split('\n')
  return line.slice(0, LONGEST_NAME).replace(/[^\x20-\x7e]/g, '?')
}

import { loginKey, saveLogin } from '../../engine/stored-logins.ts'
import { Failed, failure } from '../../model/failure.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, type FlagValues, text } from '../flag.ts'
import { ask, readSecretLine } from '../steps/ask.ts'
import { connect } from '../steps/connect.ts'
import { exclude } from '../steps/create-flags.ts'
import { note } from '../steps/note.ts'

const flags = {
  password: text('-p, --password', 'Password; others of this machine can read it there', {
    value: 'PASSWORD',
  }),
  passwordStdin: bool('--password-stdin', 'Read the password from standard input'),
  username: text('-u, --username', 'User of the registry', { value: 'USER' }),
} as const

/** `login`: asks a registry whether it knows a user, and keeps the login where the docker client looks for it. */
export const login = command({
  name: 'login',
  usage: '[REGISTRY]',
  summary: 'Log in to a registry, Docker Hub where none is named',
  arity: { min: 0, max: 1 },
  flags,
  examples: ['login registry.example.com', 'login -u ann --password-stdin registry.example.com'],
  async run(context, values, [server]) {
    const key = loginKey(server)
    const engine = await connect(context)
    const known = values.username || values.password ? undefined : await engine.credentials(key)
    const given = known ?? (await readLogin(context, values))
    if (known) context.stdout.write('Authenticating with existing credentials...\n')
    const identityToken = await engine.checkLogin(key, given)
    if (!known || identityToken) {
      const kept = { ...given, ...(identityToken && { identityToken }) }
      const plain = await saveLogin(context.environment, context.home, key, kept)
      if (plain) await note(context, 'login-plain', { path: plain })
    }
    context.stdout.write('Login Succeeded\n')
    return 0
  },
})

async function readLogin(
  context: Context,
  { username, password, passwordStdin }: FlagValues<typeof flags>,
): Promise<{ username: string; password: string }> {
  exclude(password, '--password', passwordStdin, '--password-stdin')
  if (passwordStdin) {
    if (!username) throw new Failed(failure('password-without-username', {}))
    return { username, password: filled('password', await readSecretLine(context)) }
  }
  if (password) await note(context, 'password-on-command-line', {})
  const isAsked = !username || !password
  if (isAsked && !context.stdin.isTTY) throw new Failed(failure('login-not-interactive', {}))
  return {
    username: username || filled('username', await ask(context, 'Username: ')),
    password: password || filled('password', await ask(context, 'Password: ', { hidden: true })),
  }
}

function filled(what: 'username' | 'password', text: string): string {
  if (text === '') throw new Failed(failure('login-empty', { what }))
  return text
}

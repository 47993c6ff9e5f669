import { loginKey, removeLogin } from '../../engine/stored-logins.ts'
import { command } from '../command.ts'
import { note } from '../steps/note.ts'

/** `logout`: forgets a registry's login, where the docker client keeps it. */
export const logout = command({
  name: 'logout',
  usage: '[REGISTRY]',
  summary: 'Log out from a registry, Docker Hub where none is named',
  arity: { min: 0, max: 1 },
  flags: {},
  examples: ['logout registry.example.com'],
  async run(context, _flags, [server]) {
    const key = loginKey(server)
    const isGone = await removeLogin(context.environment, context.home, key)
    if (isGone) context.stdout.write(`Removing login credentials for ${key}\n`)
    else await note(context, 'not-logged-in', { registry: key })
    return 0
  },
})

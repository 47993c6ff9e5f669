import { connectEngine } from '../../engine/connect.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Context } from '../context.ts'

/** The engine that the environment, `--host` or `--context` name. */
export async function connect({ environment, globals, home, platform }: Context): Promise<Engine> {
  const { tlscacert: ca, tlscert: cert, tlskey: key } = globals
  return connectEngine({
    environment: { ...environment, ...engineEnvironment(globals) },
    home,
    platform,
    certificates: { ca, cert, key },
    ...(globals.context && { context: globals.context }),
  })
}

/** The docker client's flags as the variables that mean the same. */
function engineEnvironment(globals: Context['globals']): Record<string, string> {
  return {
    ...(globals.host && { DOCKER_HOST: globals.host }),
    ...(globals.tls && { DOCKER_TLS: '1' }),
    ...(globals.tlsverify && { DOCKER_TLS_VERIFY: '1' }),
  }
}

import { connectEngine } from '../../engine/connect.ts'
import type { Engine } from '../../engine/engine.ts'
import { type FailurePayloads, warning } from '../../model/failure.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'

/** The engine that the environment, `--host` or `--context` name. */
export async function connect(context: Context): Promise<Engine> {
  const { environment, globals, home, platform, interrupts } = context
  const { tlscacert: ca, tlscert: cert, tlskey: key } = globals
  return connectEngine({
    environment: { ...environment, ...engineEnvironment(globals) },
    home,
    platform,
    certificates: { ca, cert, key },
    signal: interrupts.signal,
    hurry: interrupts.hurry,
    onSlow: tellOnce(context),
    ...(globals.context && { context: globals.context }),
  })
}

/** Tells of the first call that the engine leaves unanswered; the others mostly wait for the same. */
function tellOnce(context: Context): (slow: FailurePayloads['engine-slow']) => void {
  let isTold = false
  return (slow) => {
    if (isTold) return
    isTold = true
    report([warning('engine-slow', slow)], context)
  }
}

/** The docker client's flags as the variables that mean the same. */
function engineEnvironment(globals: Context['globals']): Record<string, string> {
  return {
    ...(globals.host && { DOCKER_HOST: globals.host }),
    ...(globals.tls && { DOCKER_TLS: '1' }),
    ...(globals.tlsverify && { DOCKER_TLS_VERIFY: '1' }),
  }
}

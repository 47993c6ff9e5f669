import { Failed, failure } from '../model/failure.ts'
import type { Door } from './door.ts'
import type { Engine } from './engine.ts'
import { findFailure } from './failures.ts'

/** Asks a registry, by way of the engine, whether it knows a user. */
export function logIn({ docker }: Door): Pick<Engine, 'checkLogin'> {
  return {
    async checkLogin(key, { username, password, identityToken }) {
      const login = identityToken ? { identitytoken: identityToken } : { username, password }
      try {
        const answer: { IdentityToken?: string } | null = await docker.checkAuth({
          ...login,
          serveraddress: key,
        })
        return answer?.IdentityToken || undefined
      } catch (error) {
        const refusal = findFailure(error, 'engine-error')
        if (!refusal) throw error
        throw new Failed(failure('login-refused', { registry: key, username, reason: refusal.message }))
      }
    },
  }
}

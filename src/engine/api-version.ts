/** The newest Engine API this client knows; asked for first, so that no call is spent on negotiating. */
export const NEWEST_API = '1.51'

/** The oldest Engine API this client works with: Docker Engine 20.10. */
export const OLDEST_API = '1.41'

/** Orders two API versions such as `1.9` and `1.41`: negative when the first is older. */
export function compareApi(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number)
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number)
  return aMajor - bMajor || aMinor - bMinor
}

/**
 * The version to try next after an engine refused `tried`, read from its refusal ("client version 1.51 is
 * too new. Maximum supported API version is 1.43"); undefined when the refusal is about something else.
 */
export function versionAfterRefusal(status: number, message: string): string | undefined {
  if (status !== 400) return undefined
  return /client version \S+ is too new\. Maximum supported API version is (\d+\.\d+)/.exec(message)?.[1]
}

/** The oldest version an engine accepts, read from its refusal of one that is older still. */
export function minimumOfRefusal(status: number, message: string): string | undefined {
  if (status !== 400) return undefined
  return /client version \S+ is too old\. Minimum supported API version is (\d+\.\d+)/.exec(message)?.[1]
}

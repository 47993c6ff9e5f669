import type { DockerConfig, ProxySettings } from './docker-config.ts'

const VARIABLES: Readonly<Record<keyof ProxySettings, string>> = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  noProxy: 'NO_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY',
}

/**
 * The variables that the docker client's `proxies` give to containers of an engine, each in capitals and in
 * small letters, as programs look for either.
 */
export function proxyVariables({ proxies = {} }: DockerConfig, address: string): Record<string, string> {
  const settings = proxies[address] ?? proxies.default ?? {}
  const variables: Record<string, string> = {}
  for (const [key, name] of Object.entries(VARIABLES)) {
    const value = settings[key as keyof ProxySettings]
    if (!value) continue
    variables[name] = value
    variables[name.toLowerCase()] = value
  }
  return variables
}

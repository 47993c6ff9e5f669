import { expect, it } from 'vitest'
import { proxyVariables } from '../../src/engine/proxies.ts'

const proxies = {
  default: { httpProxy: 'http://p', noProxy: 'localhost' },
  'tcp://far:2375': { allProxy: 'socks://s' },
}

it('takes the settings of the engine, or else the common ones', () => {
  expect(proxyVariables({ directory: '', proxies }, 'unix:///var/run/docker.sock')).toEqual({
    HTTP_PROXY: 'http://p',
    http_proxy: 'http://p',
    NO_PROXY: 'localhost',
    no_proxy: 'localhost',
  })
  expect(proxyVariables({ directory: '', proxies }, 'tcp://far:2375')).toEqual({
    ALL_PROXY: 'socks://s',
    all_proxy: 'socks://s',
  })
})

it('has none where none are configured', () => {
  expect(proxyVariables({ directory: '' }, 'tcp://far:2375')).toEqual({})
})

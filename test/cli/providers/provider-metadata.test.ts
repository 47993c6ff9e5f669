import { describe, expect, it } from 'vitest'
import { providerArguments, readProviderMetadata } from '../../../src/cli/providers/provider-metadata.ts'

describe('metadata of a provider', () => {
  it('names parameters by command', () => {
    const text = '{"description":"d","up":{"parameters":[{"name":"size","required":true},{"name":"tag"}]}}'
    expect(readProviderMetadata(text)).toEqual({
      up: [
        { name: 'size', required: true },
        { name: 'tag', required: false },
      ],
      down: [],
    })
  })

  it.each(['', 'usage: …', '{}', 'null', '{"up":{}}'])('is absent in %j', (text) => {
    expect(readProviderMetadata(text)).toBeUndefined()
  })
})

describe('arguments of a provider', () => {
  const options = { size: ['10'], tag: ['a', 'b'] }

  it('are all options where it says nothing of them', () => {
    expect(providerArguments(options, undefined)).toEqual({ args: ['--size=10', '--tag=a', '--tag=b'] })
  })

  it('are else those it knows', () => {
    const parameters = [{ name: 'tag', required: true }]
    expect(providerArguments(options, parameters)).toEqual({ args: ['--tag=a', '--tag=b'] })
    expect(providerArguments(options, [])).toEqual({ args: [] })
  })

  it('lack what is required', () => {
    expect(providerArguments(options, [{ name: 'region', required: true }])).toMatchObject({
      missing: 'region',
    })
  })
})

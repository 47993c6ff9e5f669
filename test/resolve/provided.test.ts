import { describe, expect, it } from 'vitest'
import { labels } from '../../src/model/labels.ts'
import type { Observed, ObservedContainer } from '../../src/model/observed.ts'
import { withProvided, withRemembered } from '../../src/resolve/provided.ts'
import { desiredFrom } from '../plan/support/desired.ts'

const FILE = `
services:
  my-db: {provider: {type: x}}
  web: {image: a, depends_on: [my-db], environment: {OWN: "1", MY-DB_SET: file}}
  side: {image: a}
`

function observed(environment: Record<string, string>): Observed {
  const own = { [labels.service]: 'web', [labels.spec]: JSON.stringify({ environment }) }
  const container = { labels: own } as unknown as ObservedContainer
  return { containers: [container], networks: [], volumes: [], images: new Map() }
}

const plainly = (label: string | undefined) => label

describe('variables of providers', () => {
  it('go to dependants under the name of the service, over what the files say', async () => {
    const { project } = await desiredFrom(FILE)
    const { services } = withProvided(project, new Map([['my-db', { URL: 'u', SET: 'given' }]]))
    expect(services.web?.environment).toEqual({ OWN: '1', 'MY-DB_URL': 'u', 'MY-DB_SET': 'given' })
    expect(services.side).toEqual(project.services.side)
  })

  it('are remembered by containers where the files do not have them', async () => {
    const { project } = await desiredFrom(FILE)
    const memory = observed({ OWN: '0', 'MY-DB_URL': 'u', 'MY-DB_SET': 'given', OTHER_URL: 'o' })
    const { services } = withRemembered(project, memory, plainly)
    expect(services.web?.environment).toEqual({ OWN: '1', 'MY-DB_URL': 'u', 'MY-DB_SET': 'file' })
  })

  it('are none where a container does not say what it was made from', async () => {
    const { project } = await desiredFrom(FILE)
    const unreadable = {
      ...observed({}),
      containers: [{ labels: { [labels.service]: 'web', [labels.spec]: '{' } }],
    }
    expect(withRemembered(project, unreadable as unknown as Observed, plainly)).toEqual(project)
  })
})

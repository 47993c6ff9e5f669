import { describe, expect, it } from 'vitest'
import { attachedServices } from '../../../src/cli/foreground/attached-services.ts'
import type { Project } from '../../../src/model/project.ts'
import type { Service } from '../../../src/model/service.ts'
import { failureOf } from '../support/failure-of.ts'

const started = { condition: 'service_started', required: true } as const

const project = {
  services: {
    db: { name: 'db' },
    api: { name: 'api', depends_on: { db: started } },
    web: { name: 'web', depends_on: { api: started } },
    quiet: { name: 'quiet', attach: false },
  } satisfies Record<string, Service>,
} as unknown as Project

const none = { attach: [], attachDependencies: false, noAttach: [] }

describe('attachedServices', () => {
  it.each<[string, string[], Partial<typeof none>, string[]]>([
    ['all that do not say otherwise', [], {}, ['api', 'db', 'web']],
    ['those that were named', ['web'], {}, ['web']],
    ['dependencies when asked for', ['web'], { attachDependencies: true }, ['api', 'db', 'web']],
    ['those of --attach, even if they say otherwise', [], { attach: ['quiet'] as never }, ['quiet']],
    ['none of --no-attach', [], { noAttach: ['db', 'web'] as never }, ['api']],
  ])('shows %s', (_, named, flags, expected) => {
    expect(attachedServices(project, named, { ...none, ...flags }).sort()).toEqual(expected)
  })

  it('fails on a service that is not brought up', () => {
    expect(failureOf(() => attachedServices(project, [], { ...none, attach: ['nope'] }))).toMatchObject({
      code: 'attach-outside-selection',
      data: { services: ['nope'] },
    })
  })
})

import { expect, it } from 'vitest'
import { createBody } from '../../src/attributes/create-body.ts'
import type { Service } from '../../src/model/service.ts'
import { contextOf, projectOf } from '../support/canonical.ts'

const service: Service = {
  name: 'web',
  image: 'busybox',
  labels: { mine: '1', 'com.docker.compose.service': 'evil' },
  depends_on: {
    db: { condition: 'service_healthy', required: true },
    cache: { condition: 'service_started', restart: true, required: true },
    disabled: { condition: 'service_started', required: false },
  },
}

const context = contextOf({
  project: {
    ...projectOf(service, { name: 'db' }, { name: 'cache' }),
    files: ['/project/a.yaml', '-'],
    envFiles: ['/e1', '/e2'],
  },
  containerName: 'p-web-2',
  number: 2,
})

it("puts Compose's labels over the user's", () => {
  expect(createBody(service, context)).toMatchObject({
    Image: 'busybox',
    Labels: {
      mine: '1',
      'com.docker.compose.project': 'p',
      'com.docker.compose.service': 'web',
      'com.docker.compose.version': '2.40.3',
      'com.docker.compose.project.working_dir': '/project',
      'com.docker.compose.project.config_files': '/project/a.yaml,-',
      'com.docker.compose.project.environment_file': '/e1,/e2',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.container-number': '2',
      'com.docker.compose.depends_on': 'db:service_healthy:false,cache:service_started:true',
    },
  })
})

it('gives a one-off no number', () => {
  const { number: _, ...oneOff } = context
  const { Labels } = createBody(service, oneOff)
  expect(Labels['com.docker.compose.oneoff']).toBe('True')
  expect(Labels).not.toHaveProperty('com.docker.compose.container-number')
})

it('names the image of what is built', () => {
  expect(createBody({ name: 'web', build: {} }, context).Image).toBe('p-web')
})

it('sends little for a service that says nothing', () => {
  const { HostConfig, ExposedPorts, NetworkingConfig } = createBody(
    { name: 'web', networks: { n: null } },
    {
      ...context,
      project: { ...context.project, networks: { n: { name: 'p_n' } } },
    },
  )
  expect(HostConfig).toEqual({ NetworkMode: 'p_n', PortBindings: {}, ExtraHosts: [], OomKillDisable: false })
  expect(ExposedPorts).toEqual({})
  expect(NetworkingConfig).toEqual({ EndpointsConfig: { p_n: { Aliases: ['p-web-2', 'web'] } } })
})

import { expect, it } from 'vitest'
import { withApiSocket } from '../../src/resolve/api-socket.ts'
import { projectOf } from '../support/canonical.ts'

it('adds the socket, the logins and where they are', () => {
  const project = withApiSocket(projectOf({ name: 'a', use_api_socket: true }), '{}')
  expect(project.configs['#apisocket']).toEqual({ content: '{}' })
  expect(project.services.a).toEqual({
    name: 'a',
    use_api_socket: true,
    volumes: [{ type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' }],
    configs: [{ source: '#apisocket', target: '/run/secrets/docker/config.json' }],
    environment: { DOCKER_CONFIG: '/run/secrets/docker' },
  })
})

it('leaves a DOCKER_CONFIG alone', () => {
  const service = { name: 'a', use_api_socket: true, environment: { DOCKER_CONFIG: null, X: '1' } }
  expect(withApiSocket(projectOf(service), '').services.a?.environment).toEqual({
    DOCKER_CONFIG: null,
    X: '1',
  })
})

it('changes nothing where nobody asks', () => {
  const project = projectOf({ name: 'a' })
  expect(withApiSocket(project, '')).toBe(project)
})

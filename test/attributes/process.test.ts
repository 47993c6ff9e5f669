import { expect, it } from 'vitest'
import { image } from '../../src/attributes/image.ts'
import { process } from '../../src/attributes/process.ts'
import { bodyOf, serviceOf } from '../support/canonical.ts'

it('reads texts as what they mean', async () => {
  expect(
    await serviceOf(
      'tty: "$T"\nstdin_open: "yes"\ninit: "false"\nattach: false\nuser: "1000"\nworking_dir: /w',
      {
        environment: { T: 'true' },
      },
    ),
  ).toMatchObject({
    tty: true,
    stdin_open: true,
    init: false,
    attach: false,
    user: '1000',
    working_dir: '/w',
  })
})

it('sends', () => {
  const body = bodyOf(process, { tty: true, stdin_open: true, init: false, user: 'u', working_dir: '/w' })
  expect(body).toEqual({
    Image: '',
    Labels: {},
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    OpenStdin: true,
    User: 'u',
    WorkingDir: '/w',
    HostConfig: { Init: false },
  })
})

it('names the image of what is built', () => {
  expect(bodyOf(image, { build: { context: '.' } }).Image).toBe('p-a')
  expect(bodyOf(image, { image: 'busybox' }).Image).toBe('busybox')
})

import type { Attribute } from '../model/attribute.ts'
import { absent, BOOLEAN, STRING, zero } from './values/shapes.ts'

/** As whom, where and with which terminal the command runs. `attach` is about who watches its output. */
export const process: Attribute = {
  cast: { init: 'boolean', stdin_open: 'boolean', tty: 'boolean' },
  fields: {
    attach: absent(BOOLEAN),
    init: absent(BOOLEAN),
    stdin_open: zero(BOOLEAN),
    tty: zero(BOOLEAN),
    user: zero(STRING),
    working_dir: zero(STRING),
  },
  create(service, body) {
    body.AttachStdout = true
    body.AttachStderr = true
    if (service.tty) body.Tty = true
    if (service.stdin_open) body.OpenStdin = true
    if (service.user) body.User = service.user
    if (service.working_dir) body.WorkingDir = service.working_dir
    if (service.init !== undefined) body.HostConfig.Init = service.init
  },
}

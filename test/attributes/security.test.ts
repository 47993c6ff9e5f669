import { expect, it } from 'vitest'
import { seccompProfiles, security } from '../../src/attributes/security.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, projectOf, resolveText, serviceOf } from '../support/canonical.ts'

it('reads', async () => {
  const yaml =
    'privileged: "true"\nread_only: true\ngroup_add: [audio, 50]\ncap_add: [NET_ADMIN]\nsecurity_opt: [label:disable]\nuserns_mode: host\nruntime: runc\nisolation: default'
  expect(await serviceOf(yaml)).toMatchObject({
    privileged: true,
    read_only: true,
    group_add: ['audio', '50'],
    cap_add: ['NET_ADMIN'],
    security_opt: ['label:disable'],
    userns_mode: 'host',
    runtime: 'runc',
    isolation: 'default',
  })
})

it('merges capabilities without repeating them', async () => {
  const { project } = await resolveText(
    'services: {a: {image: b, cap_add: [A, B], cap_drop: [ALL]}}\n---\nservices: {a: {cap_add: [B, C], cap_drop: [ALL]}}',
  )
  expect(project.services.a).toMatchObject({ cap_add: ['A', 'B', 'C'], cap_drop: ['ALL'] })
})

it.each<[Partial<Service>, object]>([
  [{}, {}],
  [
    { cap_add: ['net_admin', 'CAP_SYS_TIME', 'NET_ADMIN'], cap_drop: ['all'] },
    { CapAdd: ['CAP_NET_ADMIN', 'CAP_SYS_TIME'], CapDrop: ['ALL'] },
  ],
  [
    {
      privileged: true,
      read_only: true,
      userns_mode: 'host',
      runtime: 'r',
      isolation: 'i',
      group_add: ['1'],
    },
    {
      Privileged: true,
      ReadonlyRootfs: true,
      UsernsMode: 'host',
      Runtime: 'r',
      Isolation: 'i',
      GroupAdd: ['1'],
    },
  ],
  [
    { security_opt: ['no-new-privileges', 'label:disable', 'seccomp=unconfined', 'seccomp:builtin'] },
    { SecurityOpt: ['no-new-privileges', 'label:disable', 'seccomp=unconfined', 'seccomp:builtin'] },
  ],
  [{ security_opt: ['systempaths=unconfined'] }, { MaskedPaths: [], ReadonlyPaths: [] }],
])('sends %j', (service, body) => {
  expect(bodyOf(security, service).HostConfig).toEqual(body)
})

it('sends the text of a seccomp profile, compact and otherwise as it is', () => {
  const files = new Map([['/project/p.json', '{ "a" : 1.0,\n "b": "x \\" y" }']])
  const service: Service = { name: 'a', security_opt: ['seccomp=./p.json'] }
  expect(seccompProfiles(service, projectOf(service))).toEqual(['/project/p.json'])
  const body = bodyOf(security, service, { readFile: (path) => files.get(path) })
  expect(body.HostConfig.SecurityOpt).toEqual(['seccomp={"a":1.0,"b":"x \\" y"}'])
})

it.each([
  ['nonsense', 'security-option-invalid'],
  ['seccomp=missing.json', 'seccomp-unreadable'],
  ['seccomp=bad.json', 'seccomp-unreadable'],
])('fails for %s', (option, code) => {
  const readFile = (path: string) => (path.endsWith('bad.json') ? '{' : undefined)
  expect(() => bodyOf(security, { security_opt: [option] }, { readFile })).toThrow(code)
})

import type { Attribute, RuleContext } from '../model/attribute.ts'
import type { ContainerBody, DeviceRequestBody } from '../model/container-body.ts'
import type { DeviceRequest } from '../model/deploy.ts'
import { failure } from '../model/failure.ts'
import type { Device, Service } from '../model/service.ts'
import type { Tree } from '../model/tree.ts'
import { isMap, treeMap } from '../model/tree.ts'
import { addDefaultCount, checkDeviceRequest, DEVICE_REQUEST } from './values/device-request.ts'
import { listOf, STRING, STRINGS, struct, zero } from './values/shapes.ts'

const DEVICE = struct({ source: STRING, target: STRING, permissions: STRING })

/** Devices of the host, by path, by name of the container device interface, or by what they can do. */
export const devices: Attribute = {
  unique: { devices: deviceTarget },
  canonical: { 'devices.*': toLongDevice, gpus: toGpuList },
  defaults: { 'gpus.*': addDefaultCount },
  check: { 'devices.*': checkDevice, 'gpus.*': checkDeviceRequest },
  fields: {
    device_cgroup_rules: zero(STRINGS),
    devices: zero(listOf(DEVICE)),
    gpus: zero(listOf(DEVICE_REQUEST)),
  },
  create: addDevices,
}

function deviceTarget(item: Tree): string {
  if (isMap(item)) return String(item.target)
  const [source = '', target = source] = String(item).split(':')
  return target
}

function toLongDevice(value: Tree, context: RuleContext): Tree {
  if (typeof value !== 'string') return value
  const [source = '', target = '', permissions = 'rwm', ...rest] = value.split(':')
  if (rest.length > 0) {
    if (!context.raw) context.report((where) => failure('device-invalid', { text: value }, where))
    return value
  }
  return Object.assign(treeMap(), { source, target: target || source, permissions })
}

function toGpuList(value: Tree): Tree {
  return typeof value === 'string' ? [Object.assign(treeMap(), { count: 'all' })] : value
}

function checkDevice(device: Tree, context: RuleContext): void {
  if (!isMap(device) || typeof device.target === 'string') return
  context.report((where) => failure('target-missing', { what: 'device' }, where))
}

/** `vendor/class=name`, as the container device interface names devices. */
const CDI_NAME =
  /^[A-Za-z](?:[\w.-]*[A-Za-z0-9])?\/[A-Za-z](?:[\w-]*[A-Za-z0-9])?=[A-Za-z0-9](?:[\w.:-]*[A-Za-z0-9])?$/

function isCdi({ source, target }: Device): boolean {
  return source === target && CDI_NAME.test(source)
}

function addDevices(service: Service, body: ContainerBody): void {
  const host = body.HostConfig
  const mapped = (service.devices ?? []).filter((device) => !isCdi(device))
  if (mapped.length > 0) host.Devices = mapped.map(deviceBody)
  if (service.device_cgroup_rules) host.DeviceCgroupRules = [...service.device_cgroup_rules]
  const requests = deviceRequests(service)
  if (requests.length > 0) host.DeviceRequests = requests
}

function deviceBody({ source, target = '', permissions = '' }: Device) {
  return { PathOnHost: source, PathInContainer: target, CgroupPermissions: permissions }
}

function deviceRequests({ deploy, devices = [], gpus = [] }: Service): DeviceRequestBody[] {
  const reserved = deploy?.resources?.reservations?.devices ?? []
  const names = devices.filter(isCdi).map((device) => device.source)
  return [
    ...reserved.map((request) => requestBody(request, request.capabilities ?? [])),
    ...(names.length > 0 ? [{ Driver: 'cdi', DeviceIDs: names }] : []),
    ...gpus.map((request) => requestBody(request, [...(request.capabilities ?? []), 'gpu'])),
  ]
}

function requestBody(request: DeviceRequest, capabilities: readonly string[]): DeviceRequestBody {
  return {
    Driver: request.driver ?? '',
    Count: request.count ?? 0,
    Capabilities: [[...capabilities]],
    ...(request.device_ids && { DeviceIDs: [...request.device_ids] }),
    ...(request.options && { Options: { ...request.options } }),
  }
}

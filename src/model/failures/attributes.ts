import type { UnreadableReason } from './load.ts'

/** What can be wrong with the value of one attribute or element. */
export interface AttributeFailures {
  /** A short port; `part` is the piece that does not fit. */
  'port-invalid': {
    text: string
    part: string
    reason: 'address' | 'no-target' | 'target' | 'published' | 'ranges' | 'protocol'
  }
  /** A short mount (`SOURCE:TARGET:OPTIONS`). */
  'mount-invalid': { text: string; reason: 'empty' | 'empty-section' | 'too-many-colons' }
  /** A short device mapping with more than three parts. */
  'device-invalid': { text: string }
  'target-missing': { what: 'mount' | 'device' | 'port' }
  'bind-source-missing': Record<string, never>
  'host-address-invalid': { value: string }
  /** An item of a list that must be `KEY=VALUE`. */
  'pair-invalid': { text: string }
  'count-and-device-ids': Record<string, never>
  /** Something external is only named; `field` would be for one that is made here. */
  'external-with-others': { field: string }
  'external-name-conflict': { name: string; externalName: string }
  'external-name-deprecated': Record<string, never>
  /** `given` of the keys that exclude each other; none of them is as wrong as several. */
  'file-source': {
    section: 'secrets' | 'configs'
    name: string
    keys: readonly string[]
    given: readonly string[]
  }

  /** The engine is older than what `what` needs. */
  'engine-too-old': {
    service: string
    what:
      | 'start-interval'
      | 'interface-name'
      | 'gateway-priority'
      | 'several-mac-addresses'
      | 'image-mount'
      | 'volume-subpath'
      | 'annotations'
    needs: string
  }
  'start-interval-without-period': { service: string }
  'mac-address-differs': { service: string; network: string; service_mac: string; network_mac: string }
  'interface-name-twice': { service: string; network: string; name: string; option: string }
  'mount-options-ignored': { service: string; target: string; type: string; options: string }
  'file-object-unsupported': {
    kind: 'secret' | 'config'
    name: string
    field: 'external' | 'driver' | 'template_driver'
  }
  'file-variable-unset': { kind: 'secret' | 'config'; name: string; fullName: string; variable: string }
  'file-in-read-only': { kind: 'secret' | 'config'; name: string; fullName: string; service: string }
  'file-owner-ignored': { kind: 'secret' | 'config'; name: string; service: string }
  'file-owner-invalid': {
    kind: 'secret' | 'config'
    name: string
    service: string
    field: string
    value: string
  }
  'security-option-invalid': { service: string; option: string }
  'seccomp-unreadable': { service: string; path: string; reason: UnreadableReason | 'not-json' }
}

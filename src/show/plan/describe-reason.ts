import type { Reason } from '../../model/reason.ts'
import { quote } from '../quote.ts'
import { describeChange } from './describe-change.ts'

/** Why an operation is in a plan, for somebody who did not write the files. Values that look secret are hidden. */
export function describeReason(reason: Reason): string {
  return quote(textOf(reason))
}

function textOf(reason: Reason): string {
  switch (reason.code) {
    case 'missing':
      return 'does not exist yet'
    case 'changed':
      return describeChange(reason)
    case 'config-hash-changed':
      return 'its configuration changed (it does not say what it was made from)'
    case 'image-changed':
      return `image ${reason.image} is another one now: ${shortId(reason.from)} -> ${reason.to ? shortId(reason.to) : 'unknown'}`
    case 'image-may-change':
      return `if image ${reason.image} comes out different`
    case 'forced':
      return `asked for by ${reason.flag}`
    case 'network-changed':
      return `network ${reason.network} is not the one it is connected to`
    case 'update-order':
      return `update_config.order: ${reason.order}, which goes on once it is good`
    case 'update-delay':
      return `update_config.delay: ${reason.seconds} s`
    case 'update-failed':
      return `in case the new ${reason.container} fails: the old one stays`
    case 'content-changed':
      return `${reason.name} holds something else now`
    case 'network-diverged':
      return `network ${reason.network} is configured differently now`
    case 'volume-diverged':
      return `volume ${reason.volume} is configured differently now`
    case 'dependency-restarts':
      return `depends_on.${reason.service}.restart: service "${reason.service}" is recreated`
    case 'volume-changed':
      return `volume ${reason.volume} is not the one it uses`
    case 'dependency-recreated':
      return `service "${reason.service}", which it shares a namespace or volumes with, is recreated`
    case 'hook-failed':
      return 'in case its post_start hook fails: the next start runs it again'
    case 'shared-restarted':
      return `service "${reason.service}", whose namespace it shares, is started anew`
    case 'shared-replaced':
      return 'what it shares a namespace or volumes with has become another container'
    case 'dependency-may-be-recreated':
      return 'if a service that it shares a namespace or volumes with is recreated'
    case 'stopped':
      return STATES[reason.state] ?? `it is ${reason.state}`
    case 'scaled-down':
    case 'scaled-up':
      return `scaled from ${reason.from} to ${reason.to}`
    case 'orphan':
      return `no service of ${reason.files ?? 'the files'} has it`
    case 'asked':
      return `asked for by ${reason.command}`
    case 'replaced':
      return 'another one takes its place'
    case 'created':
      return 'once it is created'
    case 'needed-by':
      return `service "${reason.service}" ${NEEDS[reason.condition] ?? `needs it (${reason.condition})`}`
    case 'pull-policy':
      return `the pull policy is ${reason.policy}`
    case 'no-image':
      return 'there is no such image here'
    case 'unhealthy':
      return 'its health check fails'
    case 'leftover':
      return 'an interrupted run left it behind'
  }
}

/** States of containers that do not run, in words. */
const STATES: Readonly<Record<string, string>> = {
  exited: 'it has ended',
  created: 'it has not been started',
}

/** Conditions as the file has them, and as waiting nodes have them. */
const NEEDS: Readonly<Record<string, string>> = {
  service_started: 'needs it running',
  service_healthy: 'needs it healthy',
  service_completed_successfully: 'needs it to have completed',
  up: 'needs it running',
  healthy: 'needs it healthy',
  completed: 'needs it to have completed',
}

/** `sha256:c58cc7c8716a`: enough to tell images apart. */
function shortId(id: string): string {
  return id.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1')
}

import type { PlanFailures } from '../../model/failures/plan.ts'
import type { Texts } from './texts.ts'
import { count, didYouMean, quotedList } from './words.ts'

/** Texts for what is found wrong while a plan is made. */
export const planTexts: Texts<PlanFailures> = {
  'external-not-found': ({ kind, key, name }) => ({
    message: `${kind} "${key}" is declared external, but the engine has no ${kind} named "${name}"`,
    hint: `create it with: docker ${kind} create ${name}`,
  }),
  'not-ours': ({ kind, name, project, owner }) => ({
    message: `${kind} "${name}" was not made for project "${project}"${owner ? ` but for "${owner}"` : ''}; it is used as it is`,
    hint: `say so with "external: true" on the ${kind}`,
  }),
  orphans: ({ project, containers }) => ({
    message: `project "${project}" has ${count(containers.length, 'container')} of services that its files do not have: ${quotedList(containers)}`,
    hint: '--remove-orphans removes them; COMPOSE_IGNORE_ORPHANS=1 silences this',
  }),
  'shared-service-without-container': ({ service, shared, field }) => ({
    message: `service "${service}" shares the ${field} of service "${shared}", which gets no container`,
  }),
  'container-name-twice': ({ name, services }) => ({
    message: `container name "${name}" is wanted by ${quotedList(services)}`,
    hint: 'container names are unique on an engine; a service with container_name cannot be scaled',
  }),
  'no-such-service': ({ service, known, suggestion }) => ({
    message: `there is no service "${service}"`,
    ...(suggestion
      ? { hint: didYouMean(`"${suggestion}"`) }
      : known.length > 0 && { hint: `the project has ${quotedList(known)}` }),
  }),
  'too-many-replicas': ({ service, replicas, limit }) => ({
    message: `service "${service}" is to have ${replicas} containers: ${limit} are the most`,
    hint: 'look at scale, deploy.replicas and --scale',
  }),
  'image-absent': ({ service, image, forbids }) => ({
    message: `image "${image}" of service "${service}" is not there, and ${forbids} forbids to get it`,
    hint: `run without ${forbids}, or make the image by hand`,
  }),
  'start-first-impossible': ({ service, port }) => ({
    message: `service "${service}" is updated stop-first: two containers cannot both hold host port ${port}`,
    hint: 'leave out the host port and put a proxy in front, or say order: stop-first',
  }),
  'nothing-to-roll-back': ({ service }) => ({
    message: `${service ? `service "${service}" has` : 'there is'} no configuration from before to go back to`,
    hint: 'containers remember the one they replaced; those made by docker compose, or never replaced, have none',
  }),
  'previous-sealed': ({ service, container, key }) => ({
    message: `service "${service}" cannot be rolled back: its configuration from before, in label tscompose.previous.spec of container ${container}, was sealed with another key than ${key}`,
    hint: 'the user who brought it up, on that machine, can roll it back; or bring the earlier files back and run up',
  }),
  'contents-unknown': ({ service, container }) => ({
    message: `whether secrets and configs of service "${service}" have changed is not seen here: ${container} was made with another user's key`,
    hint: `if they have: tscompose up -d --force-recreate ${service}`,
  }),
  'nothing-to-remove': ({ project }) => ({ message: `nothing to remove for project "${project}"` }),
  'still-in-use': ({ kind, name }) => ({
    message: `${kind} ${name} is still in use and was left where it is`,
  }),
}

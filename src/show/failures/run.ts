import type { ProviderProblem, RunFailures } from '../../model/failures/run.ts'
import type { Block, Texts } from './texts.ts'
import { count, spokenSeconds } from './words.ts'

/** Texts for what can go wrong while a plan is applied. */
export const runTexts: Texts<RunFailures> = {
  'container-exited': ({ container, exitCode, logs }) => ({
    message: `container ${container} exited (${exitCode}) while it was expected to run`,
    blocks: logBlock(container, logs),
    hint:
      exitCode === 0
        ? 'a service that is meant to end can be waited for with depends_on: condition: service_completed_successfully'
        : undefined,
  }),
  'container-restarting': ({ container, exitCode, restarts, logs }) => ({
    message: `container ${container} ends again and again: exit code ${exitCode}, restarted ${count(restarts, 'time')}`,
    blocks: logBlock(container, logs),
  }),
  'container-unhealthy': ({ container, dependent, exitCode, output, logs }) => ({
    message: `container ${container} is unhealthy${neededBy(dependent)}`,
    blocks: [
      ...block(`last health check${exitCode === undefined ? '' : `, exit code ${exitCode}`}`, output),
      ...logBlock(container, logs),
    ],
  }),
  'dependency-not-completed': ({ service, container, dependent, exitCode, logs }) => ({
    message: `service "${service}" did not complete successfully${neededBy(dependent)}: ${container} exited (${exitCode})`,
    blocks: logBlock(container, logs),
  }),
  'dependency-missing': ({ service, dependent }) => ({
    message: `service "${dependent}" depends on "${service}", which has no running container`,
    hint: `start it with: tscompose up -d ${service}`,
  }),
  'optional-dependency-failed': ({ service, dependent }) => ({
    message: `"${dependent}" goes on without its optional dependency "${service}"`,
  }),
  'wait-timeout': ({ seconds, pending }) => ({
    message: `not everything was running or healthy after ${spokenSeconds(seconds)}; ${count(pending.length, 'container')} missing: ${pending
      .map(({ container, state }) => `${container} (${state})`)
      .join(', ')}`,
    blocks: pending.flatMap(({ container, output, logs }) => [
      ...block(`last health check of ${container}`, output),
      ...logBlock(container, logs),
    ]),
    hint: 'give it longer with --wait-timeout SECONDS',
  }),
  'up-incomplete': ({ services, missing, path }) => ({
    message: `${missing.length} of ${count(services, 'service')} ${missing.length === 1 ? 'is' : 'are'} not up`,
    blocks: [
      ...block(
        'not up',
        columns(missing.map(({ service, state, waitsFor }) => [service, openState(state, waitsFor)])),
      ),
      ...block(
        'critical path',
        columns(
          path.map(({ verb, kind, name, seconds, state }) => [
            `${verb === 'wait' ? 'wait for' : verb} ${kind} ${name}`,
            `${seconds.toFixed(1)}s${STEP_STATES[state] ?? ''}`,
          ]),
        ),
      ),
    ],
  }),
  'hook-failed': ({ service, container, when, command, exitCode, output }) => ({
    message: `${when} hook of ${container} failed with exit code ${exitCode}: ${command.join(' ')}`,
    blocks: block('its output', output),
    hint:
      when === 'pre_stop'
        ? `it runs on; \`kill ${service}\` ends it without its hooks, and then it can be removed or made anew`
        : 'it was stopped again: the next `up`, `start` or `restart` runs the hook once more',
  }),
  'provider-not-found': ({ service, type }) => ({
    message: `the provider "${type}" of service "${service}" is not installed`,
    hint: `neither a docker CLI plugin docker-${type} nor a program ${type} was found`,
  }),
  'provider-failed': ({ service, type, problem }) => ({
    message: `the provider "${type}" of service "${service}" ${PROVIDER_PROBLEMS[problem.kind](problem as never)}`,
    ...(problem.kind === 'ended' && { blocks: block('its output', problem.output) }),
  }),
  'project-locked': ({ project, holder }) => ({
    message: `project "${project}" is being changed by another process${holder ? ` (${holder})` : ''}`,
    hint: 'wait until it has finished, or stop it',
  }),
  'waiting-for-lock': ({ project, holder }) => ({
    message: `project "${project}" is being changed by another process${holder ? ` (${holder})` : ''}; waiting for it`,
  }),
  'no-lock-folder': ({ tried }) => ({
    message: `there is no folder that only you can reach, to keep others from changing the project meanwhile: ${tried.join(', ')}`,
    hint: 'make one with mode 0700 and name it in XDG_RUNTIME_DIR',
  }),
  'update-undone': ({ service, container }) => ({
    message: `service "${service}" was not updated: the new ${container} is removed again, the old one runs as before`,
    hint: 'what had been updated before it goes back too with failure_action: rollback, else with tscompose rollback',
  }),
  interrupted: ({ signal }) => ({
    message: `interrupted by ${signal} before everything was done`,
    hint: 'the same command again finishes the work',
  }),
  'confirmation-needed': ({ question, subject }) => ({
    message:
      question === 'recreate-volume'
        ? `volume "${subject}" is configured differently now; recreating it loses its data`
        : `network "${subject}" is configured differently now and has to be recreated`,
    hint: 'nobody is there to be asked; agree with --yes',
  }),
  'no-healthcheck': ({ service, container, dependent }) => ({
    message: `container ${container} has no health check to wait for${neededBy(dependent)}`,
    hint: `give service "${service}" a healthcheck, or wait for it with condition: service_started`,
  }),
  'operation-refused': ({ verb, kind, name, reason }) => ({
    message: `the engine does not ${verb} ${kind} ${name}: ${reason}`,
  }),
  'engine-warning': ({ service, text }) => ({ message: `${service}: ${text}` }),
  'no-containers': ({ project }) => ({
    message: `project "${project}" has no containers`,
    hint: 'tscompose ls --all shows the projects that have some',
  }),
  'no-container': ({ service, index, state }) => ({
    message: `service "${service}" has no${state ? ` ${state}` : ''} container${index ? ` #${index}` : ''}`,
    hint: `see what is there with: tscompose ps -a ${service}`,
  }),
  'readonly-files': ({ service, kind, name }) => ({
    message: `${kind} "${name}" cannot be written into service "${service}", whose file system is read-only`,
    hint: `take the ${kind} from a file, or leave out read_only`,
  }),
}

type ProviderTexts = {
  readonly [K in ProviderProblem['kind']]: (problem: ProviderProblem & { kind: K }) => string
}

const PROVIDER_PROBLEMS: ProviderTexts = {
  said: ({ text }) => `failed: ${text}`,
  ended: ({ code, signal }) => `ended with ${code === null ? `signal ${signal}` : `exit code ${code}`}`,
  protocol: ({ line }) => `does not speak the protocol of providers: ${line}`,
  'parameter-missing': ({ name }) => `needs the option "${name}"`,
  reserved: () => 'is none: this type is reserved',
}

/** What is remarkable about the end of a step. */
const STEP_STATES: Readonly<Record<string, string>> = { failed: '  failed', ended: '  not finished' }

function openState(state: string, waitsFor: readonly string[]): string {
  if (state === 'failed') return 'failed'
  return waitsFor.length === 0 ? 'not finished' : `waits for ${waitsFor.join(', ')}`
}

/** Two columns, the second aligned. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`)
}

function neededBy(dependent: string | undefined): string {
  return dependent === undefined ? '' : `, and service "${dependent}" waits for it`
}

function logBlock(container: string, logs: readonly string[]): Block[] {
  return block(`last log lines of ${container}`, logs)
}

function block(title: string, lines: readonly string[]): Block[] {
  return lines.length === 0 ? [] : [{ title, lines }]
}

import type { WatchFailures } from '../../model/failures/watch.ts'
import type { Texts } from './texts.ts'

/** Texts for what can go wrong while files are watched. */
export const watchTexts: Texts<WatchFailures> = {
  'nothing-to-watch': ({ services }) => ({
    message:
      services.length === 0
        ? 'no service says what is to be watched'
        : `nothing is to be watched for ${services.join(', ')}`,
    hint: 'give a service rules under develop.watch: a path and an action',
  }),
  'already-watched': ({ project, holder }) => ({
    message: `project "${project}" is being watched already${holder ? ` (${holder})` : ''}`,
    hint: 'one watch a project is enough: stop the other one first',
  }),
  'watch-without-build': ({ service, path }) => ({
    message: `service "${service}" is to be rebuilt when ${path} changes, and has no build section`,
  }),
  'watch-exec-without-command': ({ service, path }) => ({
    message: `a command is to be run in service "${service}" when ${path} changes, and exec.command is missing`,
  }),
  'watch-ignore-all': ({ service }) => ({
    message: `for service "${service}" this line is not heeded while files are watched: it says what its image is made of`,
    hint: 'what is not to be watched goes into "ignore" of the rule',
  }),
  // Docker Compose's words.
  'watch-initial-sync-old': ({ service, path }) => ({
    message: `x-initialSync is DEPRECATED, please use the official \`initial_sync\` attribute (service "${service}", ${path})`,
  }),
  'watch-root': ({ service }) => ({
    message: `service "${service}" watches /: every file of this machine, which takes long and may need more than the system gives`,
    hint: 'name the folder with the sources in "path" of the rule',
  }),
  'watch-path-mounted': ({ service, path }) => ({
    message: `${path} is bind-mounted into service "${service}" and is not copied there`,
    hint: 'what changes in it is in the container at once; remove the rule, or the bind mount',
  }),
  'watch-limit-reached': ({ setting }) => ({
    message: 'the system has no more notifications of file changes to give; files are looked at every second',
    hint: `raise ${setting}: sudo sysctl ${setting}=${setting.endsWith('instances') ? 1024 : 524_288}`,
  }),
  'watch-unreadable': ({ paths }) => ({ message: `cannot read ${some(paths)}: not copied` }),
  'watch-copy-failed': ({ container, reason }) => ({
    message: `cannot copy into container ${container}: ${reason}`,
    ...copyRemedy(reason),
  }),
  'watch-remove-failed': ({ container, paths, reason, cause }) => ({
    message: `cannot remove ${some(paths)} from container ${container}: ${reason}`,
    ...(cause === 'no-rm' && { hint: 'removing files takes an rm in the image' }),
  }),
  'watch-exec-failed': ({ service, container, command, exitCode, output }) => ({
    message: `${command.join(' ')} ended with ${exitCode} in ${container} of service "${service}"`,
    blocks: output.length > 0 ? [{ title: 'its last lines', lines: output }] : [],
  }),
  'watch-exec-refused': ({ service, container, command, reason }) => ({
    message: `${command.join(' ')} cannot be run in ${container} of service "${service}": ${reason}`,
  }),
}

function copyRemedy(reason: string): { hint?: string } {
  if (reason.includes('read-only'))
    return {
      hint: 'nothing can be copied into it as long as it is so: drop read_only, or bind-mount the files',
    }
  if (reason.includes('not a directory'))
    return { hint: 'the container has a file where there is a directory here: give the rule another target' }
  return {}
}

/** The first few of many paths. */
function some(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ')
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown
}

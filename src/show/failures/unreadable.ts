import type { UnreadableReason } from '../../model/failures/load.ts'

const REASONS: Readonly<Record<UnreadableReason, string>> = {
  missing: 'there is no such file',
  directory: 'it is a directory',
  'not-regular': 'it is no regular file',
  'too-large': 'it is too large',
  grows: 'it gives more than its size says, as files of /proc do and files that are being written',
  shrinks: 'it became smaller while it was read',
  permission: 'permission denied',
  'link-loop': 'its symbolic links go in a circle',
  other: 'the system refuses',
}

/** Why a file cannot be read, to stand behind a colon. `detail` is the system's error code. */
export function unreadableText(reason: UnreadableReason, detail?: string): string {
  return reason === 'other' && detail ? `${REASONS.other} (${detail})` : REASONS[reason]
}

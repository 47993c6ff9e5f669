/**
 * What no rule wants: version control's own files, and what editors put down while they save. Docker Compose means to
 * leave out the same, and does not where `.git` is below the root of the file system, or a new directory is copied whole.
 */
export const IGNORED_EVERYWHERE: readonly string[] = [
  '**/.git',
  // JetBrains
  '**/.idea',
  '**/*___jb_old___',
  '**/*___jb_tmp___',
  // Emacs
  '**/.#*',
  '**/#*#',
  // Vim: 4913 is the file it tries out whether it may write
  '**/4913',
  '**/*~',
  '**/.*.swp',
  '**/.*.swo',
  '**/.*.swn',
  '**/.*.swx',
  // Kate
  '**/.*.kate-swp',
  // Go's standard library
  '**/*-go-tmp-umask',
]

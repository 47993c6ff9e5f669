/** A project, and what is asked of it one after the other; `NAME` is the project's name. */
export interface Life {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly string[]
}

const sleeper = 'image: busybox, command: ["sleep", "9999"], stop_grace_period: 0s'

export const LIVES: readonly Life[] = [
  {
    name: 'copies',
    files: { 'compose.yaml': `services: {web: {${sleeper}, scale: 2}}`, 'f.txt': 'x', 'dir/x': 'x' },
    steps: [
      'up -d',
      'cp --index 1 web:/etc/hostname x',
      'cp f.txt web:/tmp/',
      'cp --index 2 dir web:/tmp',
      'cp --index 1 web:/etc/hostname -',
      '--progress json cp --index 1 web:/etc/hostname x',
      '--dry-run cp --index 1 web:/etc/hostname x',
      'cp --index 1 web:/nope .',
      'cp --index 1 web:nope .',
      'cp nofile web:/',
      'cp /absent/file web:/',
      'cp f.txt/x web:/',
      'cp --index 1 web:/etc/hostname nodir/x',
      'cp --index 1 web:/etc f.txt',
      'cp --index 1 web:/etc/hostname newdir/',
      'cp dir web:/etc/hostname',
      'cp f.txt web:/nodir/x',
      'cp f.txt web:/nodir/',
      'cp - web:/nope',
      'cp --index 4 web:/x .',
      'commit web NAME-web',
      '--dry-run commit --index 2 web',
      '--dry-run export -o x web',
      'export -o nodir/x web',
    ],
  },
]

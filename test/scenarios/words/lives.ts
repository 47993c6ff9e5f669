/** A project, and what is asked of it one after the other; `NAME` is the project's name. */
export interface Life {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly string[]
}

const sleeper = 'image: busybox, command: ["sleep", "9999"], stop_grace_period: 0s'
const healthy = `${sleeper}, healthcheck: {test: "true", interval: 1s, start_period: 9s, start_interval: 100ms}`

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
  {
    name: 'dependencies',
    files: {
      'compose.yaml': `services: {web: {${sleeper}, depends_on: {db: {condition: service_healthy}}}, db: {${healthy}}}`,
    },
    steps: [
      'up -d',
      'up -d',
      'up -d web',
      'up -d --no-deps web',
      'up -d --wait',
      'up -d --force-recreate web',
      'stop',
      'rm -sf',
      'up -d --wait web',
      'down',
    ],
  },
  {
    name: 'builds',
    files: {
      'compose.yaml': `services: {web: {build: ., pull_policy: build, command: ["sleep", "9999"], stop_grace_period: 0s, depends_on: {db: {condition: service_healthy}}}, db: {${healthy}}}`,
      Dockerfile: 'FROM busybox',
    },
    steps: ['up -d --quiet-build', 'up -d --quiet-build --build', 'stop web', 'up -d --quiet-build --build'],
  },
  {
    name: 'optional dependencies',
    files: {
      'compose.yaml': `services:
  web: {${sleeper}, depends_on: {sick: {condition: service_healthy, required: false}}}
  two: {${sleeper}, depends_on: {bad: {condition: service_completed_successfully, required: false}}}
  six: {${sleeper}, depends_on: {gone: {condition: service_healthy, required: false}}}
  ten: {${sleeper}, depends_on: {gone: {condition: service_healthy}}}
  sick: {${sleeper}, healthcheck: {test: "false", interval: 200ms, retries: 1}}
  bad: {image: busybox, command: ["false"]}
  gone: {image: busybox, command: ["false"], healthcheck: {test: "true", interval: 60s}}
`,
    },
    steps: ['up -d web', 'up -d two', 'up -d six', 'up -d ten'],
  },
  {
    name: 'hooks',
    files: {
      'compose.yaml': `services:
  good: {${sleeper}, pre_stop: [{command: ["true"]}, {command: ["true"]}]}
  bad: {${sleeper}, pre_stop: [{command: ["sh", "-c", "exit 3"]}]}
`,
    },
    steps: ['up -d', 'stop good', 'stop bad'],
  },
]

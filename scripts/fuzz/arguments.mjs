/** Commands and how often they are tried: most read files alone and end without an engine. */
const COMMANDS = [
  ...Array(12).fill(['config']),
  ...[
    ['config', '-q'],
    ['config', '--format', 'json'],
    ['config', '--hash', '*'],
    ['config', '--services'],
  ],
  ...[
    ['config', '--variables'],
    ['config', '--environment'],
    ['config', '--no-interpolate'],
    ['config', '--images'],
  ],
  ...[['config', '--explain', 'services.a.image'], ['convert'], ['graph'], ['version'], ['help']],
  ...[
    'plan',
    'ps',
    'up',
    'down',
    'build',
    'pull',
    'run',
    'exec',
    'logs',
    'cp',
    'port',
    'rm',
    'wait',
    'top',
  ].map((name) => [name]),
]

const FLAGS = [
  ...[
    '-f',
    'compose.yaml',
    'more.yaml',
    '-p',
    'x',
    '--profile',
    '*',
    '--env-file',
    '.env',
    '--project-directory',
    '.',
  ],
  ...[
    '--ansi',
    'never',
    '--progress',
    'json',
    'plain',
    '--format',
    'json',
    '{{json .}}',
    '{{',
    '-q',
    '--help',
    '-h',
    '--',
  ],
  ...[
    '--scale',
    'a=2',
    'a=1000000000',
    '--timeout',
    '-1',
    '--dry-run',
    '-d',
    '--index',
    '99999999999999999999',
    '--explain',
  ],
  ...[
    '--no-such-flag',
    '--=',
    '-',
    '',
    'a',
    'b',
    '__proto__',
    '\u001b[31m',
    'é',
    '$A',
    '-e',
    'A=B',
    '--tail',
    'x'.repeat(5000),
  ],
]

/** What the program is called with. */
export function argumentsOf(random) {
  const before = random.chance(0.2) ? random.several(4, () => random.pick(FLAGS)) : []
  const after = random.chance(0.4) ? random.several(5, () => random.pick(FLAGS)) : []
  return [...before, ...random.pick(COMMANDS), ...after]
}

/** What Docker Compose refuses: files of a project, and what is asked of it. */
export interface Case {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly args: readonly string[]
}

/** A project for what is wrong with a command line. */
const simple = { 'compose.yaml': 'services: {a: {image: x}}' }

export const CASES: readonly Case[] = [
  {
    name: 'container-name-scaled',
    files: { 'compose.yaml': 'services: {a: {image: busybox, container_name: only-one}}' },
    args: ['up', '-d', '--scale', 'a=2'],
  },
  {
    name: 'container-name-twice',
    files: {
      'compose.yaml': 'services: {a: {image: x, container_name: one}, b: {image: x, container_name: one}}',
    },
    args: ['config', '-q'],
  },
  { name: 'file-not-found', files: {}, args: ['-f', 'nope.yaml', 'config', '-q'] },
  { name: 'dir', files: { 'd/x': '' }, args: ['-f', 'd', 'config', '-q'] },
  { name: 'no-compose-file', files: {}, args: ['config', '-q'] },
  { name: 'empty', files: { 'compose.yaml': '' }, args: ['config', '-q'] },
  {
    name: 'name',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['-p', 'My Shop', 'config', '-q'],
  },
  {
    name: 'bool',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: perhaps}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  { name: 'yaml2', files: { 'compose.yaml': 'services:\n  a: b: c\n' }, args: ['config', '-q'] },
  { name: 'yaml3', files: { 'compose.yaml': 'services:\n  a:\n\timage: x\n' }, args: ['config', '-q'] },
  { name: 'anchor', files: { 'compose.yaml': 'services: {a: *b}' }, args: ['config', '-q'] },
  {
    name: 'dup',
    files: { 'compose.yaml': 'services:\n  a: {image: x}\n  a: {image: x}\n' },
    args: ['config', '-q'],
  },
  { name: 'keynum', files: { 'compose.yaml': 'services: {1: {image: x}}' }, args: ['config', '-q'] },
  {
    name: 'interp',
    files: { 'compose.yaml': 'services: {a: {image: x, hostname: "${A"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'interp2',
    files: { 'compose.yaml': 'services: {a: {image: x, hostname: "${A!}"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'required',
    files: { 'compose.yaml': 'services: {a: {image: x, hostname: "${A:?which one}"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'required2',
    files: { 'compose.yaml': 'services: {a: {image: x, hostname: "${A?}"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'cast',
    files: { 'compose.yaml': 'services: {a: {image: x, privileged: "${P:-perhaps}"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'ext-missing',
    files: { 'compose.yaml': 'services: {a: {image: x, extends: nope}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'ext-file',
    files: {
      'compose.yaml': 'services: {a: {image: x, extends: {file: nope.yaml, service: x}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'ext-service-in-file',
    files: {
      'compose.yaml': 'services: {a: {image: x, extends: {file: o.yaml, service: x}}, b: {image: x}}',
      'o.yaml': 'services: {y: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'ext-cycle',
    files: { 'compose.yaml': 'services: {a: {extends: b, image: x}, b: {extends: a, image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'inc-missing',
    files: { 'compose.yaml': 'include: [nope.yaml]\nservices: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'inc-cycle',
    files: {
      'compose.yaml': 'include: [i.yaml]\nservices: {a: {image: x, tty: true}, b: {image: x}}',
      'i.yaml': 'include: [compose.yaml]',
    },
    args: ['config', '-q'],
  },
  {
    name: 'unknown-key',
    files: { 'compose.yaml': 'services: {a: {image: x, imge: y}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'unknown-2',
    files: { 'compose.yaml': 'services: {a: {image: x, imge: y, foo: z}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'unknown-top',
    files: { 'compose.yaml': 'servces: {}\nservices: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'unknown-nested',
    files: { 'compose.yaml': 'services: {a: {image: x, build: {contxt: .}}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  { name: 'bad-name', files: { 'compose.yaml': 'services: {"my api": {image: x}}' }, args: ['config', '-q'] },
  {
    name: 'wrong-type',
    files: { 'compose.yaml': 'services: {a: {image: x, ports: "80:80"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  { name: 'wrong-type3', files: { 'compose.yaml': 'services: {a: x}' }, args: ['config', '-q'] },
  { name: 'wrong-type4', files: { 'compose.yaml': 'services: [a]' }, args: ['config', '-q'] },
  {
    name: 'wrong-type5',
    files: { 'compose.yaml': 'services: {a: {image: x, command: {a: b}}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'enum',
    files: { 'compose.yaml': 'services: {a: {image: x, cgroup: hots}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'enum2',
    files: {
      'compose.yaml': 'services: {a: {image: x, depends_on: {b: {condition: healthy}}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'pattern',
    files: { 'compose.yaml': 'services: {a: {image: x, pull_policy: often}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'port',
    files: { 'compose.yaml': 'services: {a: {image: x, ports: ["80:web"]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'port2',
    files: { 'compose.yaml': 'services: {a: {image: x, ports: ["80800:80"]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'mount',
    files: { 'compose.yaml': 'services: {a: {image: x, volumes: [":/data"]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'device',
    files: { 'compose.yaml': 'services: {a: {image: x, devices: ["a:b:c:d"]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'bind',
    files: {
      'compose.yaml': 'services: {a: {image: x, volumes: [{type: bind, target: /x}]}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'file-source',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}\nsecrets: {s: {}}' },
    args: ['config', '-q'],
  },
  {
    name: 'file-source2',
    files: {
      'compose.yaml':
        'services: {a: {image: x, tty: true}, b: {image: x}}\nconfigs: {s: {file: x, content: y}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'size',
    files: { 'compose.yaml': 'services: {a: {image: x, mem_limit: lots}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'duration',
    files: { 'compose.yaml': 'services: {a: {image: x, stop_grace_period: 5x}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  { name: 'noimage', files: { 'compose.yaml': 'services: {a: {tty: true}}' }, args: ['config', '-q'] },
  {
    name: 'df-twice',
    files: {
      'compose.yaml':
        'services: {a: {image: x, build: {dockerfile: a, dockerfile_inline: b}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'platform',
    files: {
      'compose.yaml':
        'services: {a: {image: x, platform: linux/arm64, build: {context: ., platforms: [linux/amd64]}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'netmode',
    files: {
      'compose.yaml':
        'services: {a: {image: x, network_mode: host, networks: [n]}, b: {image: x}}\nnetworks: {n: {}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'undef-vol',
    files: { 'compose.yaml': 'services: {a: {image: x, volumes: ["dta:/x"]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-net',
    files: { 'compose.yaml': 'services: {a: {image: x, networks: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-sec',
    files: { 'compose.yaml': 'services: {a: {image: x, secrets: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-conf',
    files: { 'compose.yaml': 'services: {a: {image: x, configs: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-dep',
    files: { 'compose.yaml': 'services: {a: {image: x, depends_on: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-nm',
    files: { 'compose.yaml': 'services: {a: {image: x, network_mode: "service:n"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-ipc',
    files: { 'compose.yaml': 'services: {a: {image: x, ipc: "service:n"}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-vf',
    files: { 'compose.yaml': 'services: {a: {image: x, volumes_from: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-link',
    files: { 'compose.yaml': 'services: {a: {image: x, links: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-model',
    files: { 'compose.yaml': 'services: {a: {image: x, models: [n]}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'undef-bsec',
    files: { 'compose.yaml': 'services: {a: {image: x, build: {context: ., secrets: [n]}}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'dep-disabled',
    files: { 'compose.yaml': 'services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [p]}}' },
    args: ['config', '-q'],
  },
  {
    name: 'ctx-notbuilt',
    files: {
      'compose.yaml':
        'services: {a: {image: x, build: {context: ., additional_contexts: {base: "service:b"}}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'hc-form',
    files: { 'compose.yaml': 'services: {a: {image: x, healthcheck: {test: [curl]}}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'differ',
    files: { 'compose.yaml': 'services: {a: {image: x, scale: 2, deploy: {replicas: 3}}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'differ2',
    files: {
      'compose.yaml':
        'services: {a: {image: x, mem_limit: 1m, deploy: {resources: {limits: {memory: 2m}}}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'neg',
    files: { 'compose.yaml': 'services: {a: {image: x, scale: -1}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'cn-scaled',
    files: { 'compose.yaml': 'services: {a: {image: x, scale: 2, container_name: c}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'cn-twice',
    files: {
      'compose.yaml': 'services: {a: {image: x, container_name: c}, b: {image: x, container_name: c}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'watch-target',
    files: {
      'compose.yaml': 'services: {a: {image: x, develop: {watch: [{path: x, action: sync}]}}, b: {image: x}}',
    },
    args: ['config', '-q'],
  },
  {
    name: 'cycle',
    files: { 'compose.yaml': 'services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [a]}}' },
    args: ['config', '-q'],
  },
  {
    name: 'self',
    files: { 'compose.yaml': 'services: {a: {image: x, depends_on: [a]}}' },
    args: ['config', '-q'],
  },
  {
    name: 'env-file',
    files: { 'compose.yaml': 'services: {a: {image: x, env_file: nope.env}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'env-bad',
    files: {
      'compose.yaml': 'services: {a: {image: x, env_file: e.env}, b: {image: x}}',
      'e.env': 'MY VAR=1\n',
    },
    args: ['config', '-q'],
  },
  {
    name: 'env-format',
    files: {
      'compose.yaml': 'services: {a: {image: x, env_file: [{path: e.env, format: ini}]}, b: {image: x}}',
      'e.env': '',
    },
    args: ['config', '-q'],
  },
  {
    name: 'label-file',
    files: { 'compose.yaml': 'services: {a: {image: x, label_file: nope}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'cli-env-file',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['--env-file', 'nope', 'config', '-q'],
  },
  {
    name: 'no-svc',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '-d', 'nope'],
  },
  { name: 'unknown-cmd', files: {}, args: ['upp'] },
  {
    name: 'unknown-flag',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--detatch'],
  },
  {
    name: 'flag-needs',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--timeout'],
  },
  {
    name: 'excl',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--build', '--no-build'],
  },
  {
    name: 'excl2',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '-d', '--abort-on-container-exit'],
  },
  {
    name: 'excl3',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--force-recreate', '--no-recreate'],
  },
  {
    name: 'rmi',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['down', '--rmi', 'some'],
  },
  {
    name: 'few',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['exec', 'a'],
  },
  {
    name: 'port-arg',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['port', 'a', 'http'],
  },
  {
    name: 'index',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['logs', '--index', '2'],
  },
  {
    name: 'tmpl',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['ps', '--format', '{{.Name'],
  },
  {
    name: 'tmpl2',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['ps', '--format', '{{nope}}'],
  },
  {
    name: 'cfgformat',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['config', '--format', 'bad'],
  },
  {
    name: 'psfilter',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['ps', '--filter', 'bad=1'],
  },
  {
    name: 'progress',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['--progress', 'bad', 'up', '-d'],
  },
  {
    name: 'pullflag',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--pull', 'bad'],
  },
  {
    name: 'copydir',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['cp', 'a', 'b'],
  },
  {
    name: 'copyboth',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['cp', 'a:/x', 'b:/y'],
  },
  {
    name: 'parallel',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['--parallel', 'x', 'ps'],
  },
  {
    name: 'ext-net-up',
    files: {
      'compose.yaml': 'services: {a: {image: busybox, networks: [foo]}}\nnetworks: {foo: {external: true}}',
    },
    args: ['up', '-d'],
  },
  {
    name: 'ext-vol-up',
    files: {
      'compose.yaml':
        'services: {a: {image: busybox, volumes: ["foo:/x"]}}\nvolumes: {foo: {external: true}}',
    },
    args: ['up', '-d'],
  },
  {
    name: 'noselected',
    files: { 'compose.yaml': 'services: {a: {image: x, profiles: [p]}}' },
    args: ['up', '-d'],
  },
  {
    name: 'run-none',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['run'],
  },
  {
    name: 'exec-notrunning',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['exec', 'a', 'true'],
  },
  {
    name: 'exec-index',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['exec', '--index', '3', 'a', 'true'],
  },
  {
    name: 'scale-bad',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['scale', 'a=x'],
  },
  {
    name: 'scale-bad2',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['scale', 'a'],
  },
  {
    name: 'attach-out',
    files: { 'compose.yaml': 'services: {a: {image: x, tty: true}, b: {image: x}}' },
    args: ['up', '--attach', 'zz'],
  },
  {
    name: 'explain',
    files: { 'compose.yaml': 'services: {a: {image: x, sysctls: 3}, b: {image: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'toplevel-x',
    files: { 'compose.yaml': 'services: {a: {image: x}}\nvolumes: {v: {drivr: x}}' },
    args: ['config', '-q'],
  },
  {
    name: 'toplevel-y',
    files: { 'compose.yaml': 'services: {a: {image: x}}\nnetworks: {v: 3}' },
    args: ['config', '-q'],
  },
  {
    name: 'variable-unset',
    files: {
      'compose.yaml':
        'services: {a: {image: busybox, secrets: [s]}}\nsecrets: {s: {environment: TSC_NOT_SET}}',
    },
    args: ['--progress', 'quiet', 'up', '-d'],
  },
  {
    name: 'file-in-read-only',
    files: {
      'compose.yaml':
        'services: {a: {image: busybox, read_only: true, configs: [c]}}\nconfigs: {c: {content: x}}',
    },
    args: ['--progress', 'quiet', 'up', '-d'],
  },
  {
    name: 'file-owner',
    files: {
      'compose.yaml':
        'services: {a: {image: busybox, configs: [{source: c, uid: root}]}}\nconfigs: {c: {content: x}}',
    },
    args: ['--progress', 'quiet', 'up', '-d'],
  },
  { name: 'number-too-large', files: simple, args: ['up', '-t', '99999999999999999999', '-d'] },
  { name: 'scale-too-large', files: simple, args: ['up', '-d', '--scale', 'a=99999999999999999999'] },
  { name: 'port-too-large', files: simple, args: ['port', 'a', '99999'] },
  { name: 'too-many-none', files: simple, args: ['ls', 'x', 'y'] },
  { name: 'too-many-version', files: simple, args: ['version', 'x'] },
  { name: 'too-many-copy', files: simple, args: ['cp', 'a', 'b', 'c'] },
  { name: 'too-many-commit', files: simple, args: ['commit', 'a', 'b', 'c'] },
  { name: 'too-many-stats', files: simple, args: ['stats', 'a', 'b'] },
  { name: 'tty-never', files: simple, args: ['--progress', 'tty', '--ansi', 'never', 'ps'] },
  { name: 'plain-always', files: simple, args: ['--progress', 'plain', '--ansi', 'always', 'ps'] },
  { name: 'no-ansi', files: simple, args: ['--no-ansi', '--ansi', 'always', 'ps'] },
  { name: 'log-level', files: simple, args: ['--log-level', 'foo', 'ps'] },
  { name: 'two-directories', files: simple, args: ['--workdir', 'x', '--project-directory', 'y', 'ps'] },
  { name: 'no-build-watch', files: simple, args: ['up', '--no-build', '--watch'] },
  { name: 'attach-both', files: simple, args: ['up', '--attach', 'a', '--attach-dependencies'] },
  { name: 'run-ports-both', files: simple, args: ['run', '--service-ports', '-p', '80', 'a'] },
  { name: 'run-terminal-both', files: simple, args: ['run', '-T', '-t', 'a'] },
  { name: 'run-label', files: simple, args: ['run', '-l', 'x', 'a'] },
  { name: 'run-port-host', files: simple, args: ['run', '-p', 'x:80', 'a'] },
  { name: 'run-port-protocol', files: simple, args: ['run', '-p', '80:80/foo', 'a'] },
  { name: 'run-port-address', files: simple, args: ['run', '-p', '999.1.1.1:80:80', 'a'] },
  { name: 'run-port-none', files: simple, args: ['run', '-p', '', 'a'] },
  { name: 'run-volume-none', files: simple, args: ['run', '-v', '', 'a'] },
  { name: 'run-entrypoint', files: simple, args: ['run', '--entrypoint', '"', 'a'] },
  { name: 'run-env-file', files: simple, args: ['run', '--env-from-file', 'nope', 'a'] },
  { name: 'exec-terminal-notrunning', files: simple, args: ['exec', '-T=false', 'a', 'true'] },
  { name: 'build-progress', files: simple, args: ['build', '--progress', 'bad'] },
  { name: 'build-memory', files: simple, args: ['build', '--memory', 'x'] },
  { name: 'ls-filter', files: simple, args: ['ls', '--filter', 'name'] },
  { name: 'ps-source', files: simple, args: ['ps', '--filter', 'source=x'] },
  { name: 'output-nowhere', files: simple, args: ['config', '-o', 'nope/x'] },
  { name: 'output-folder', files: simple, args: ['config', '-o', '.'] },
]

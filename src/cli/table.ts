import type { AnyCommand } from './command.ts'

/** A command as the table knows it: enough for help and for finding its file, nothing that costs time. */
export interface Entry {
  readonly summary: string
  readonly hidden?: boolean
  load(): Promise<AnyCommand>
}

/** Every command by the names it answers to. Implementations are imported when they are called. */
export const commands: Readonly<Record<string, Entry>> = {
  __complete: {
    summary: 'Say what a word on the command line may become',
    hidden: true,
    load: async () => (await import('./commands/complete.ts')).complete,
  },
  attach: {
    summary: "Connect input and output to a running container's",
    load: async () => (await import('./commands/attach.ts')).attach,
  },
  build: {
    summary: 'Build images',
    load: async () => (await import('./commands/build.ts')).build,
  },
  commit: {
    summary: 'Make an image of a container as it is now',
    load: async () => (await import('./commands/commit.ts')).commit,
  },
  completion: {
    summary: 'Print a script that completes command lines',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
  config: {
    summary: 'Show the project in canonical form',
    load: async () => (await import('./commands/config.ts')).config,
  },
  convert: {
    summary: 'Show the project in canonical form',
    hidden: true,
    load: async () => (await import('./commands/config.ts')).config,
  },
  cp: {
    summary: 'Copy files between a container and this machine',
    load: async () => (await import('./commands/cp.ts')).cp,
  },
  create: {
    summary: 'Create containers without starting them',
    load: async () => (await import('./commands/create.ts')).create,
  },
  'docker-cli-plugin-metadata': {
    summary: 'Say what the docker client wants to know of a plugin',
    hidden: true,
    load: async () => (await import('./commands/plugin-metadata.ts')).pluginMetadata,
  },
  down: {
    summary: 'Stop and remove containers and networks',
    load: async () => (await import('./commands/down.ts')).down,
  },
  events: {
    summary: 'Show what happens to containers as it happens',
    load: async () => (await import('./commands/events.ts')).events,
  },
  exec: {
    summary: 'Run a command in a running container',
    load: async () => (await import('./commands/exec.ts')).exec,
  },
  export: {
    summary: "Write a container's file system as a tar archive",
    load: async () => (await import('./commands/export.ts')).exportFiles,
  },
  graph: {
    summary: 'Show which services depend on which',
    load: async () => (await import('./commands/graph.ts')).graph,
  },
  images: {
    summary: "List the images of the project's containers",
    load: async () => (await import('./commands/images.ts')).images,
  },
  kill: {
    summary: 'Stop services at once, or send them a signal',
    load: async () => (await import('./commands/kill.ts')).kill,
  },
  login: {
    summary: 'Log in to a registry, Docker Hub where none is named',
    load: async () => (await import('./commands/login.ts')).login,
  },
  logout: {
    summary: 'Log out from a registry, Docker Hub where none is named',
    load: async () => (await import('./commands/logout.ts')).logout,
  },
  logs: {
    summary: 'Show what containers have printed',
    load: async () => (await import('./commands/logs.ts')).logs,
  },
  ls: {
    summary: 'List projects',
    load: async () => (await import('./commands/ls.ts')).ls,
  },
  pause: {
    summary: 'Pause services',
    load: async () => (await import('./commands/pause.ts')).pause,
  },
  plan: {
    summary: 'Show what up would do, and why',
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  port: {
    summary: 'Show where a port of a service is published',
    load: async () => (await import('./commands/port.ts')).port,
  },
  ps: {
    summary: 'List containers',
    load: async () => (await import('./commands/ps.ts')).ps,
  },
  pull: {
    summary: 'Pull images',
    load: async () => (await import('./commands/pull.ts')).pull,
  },
  push: {
    summary: 'Push images',
    load: async () => (await import('./commands/push.ts')).push,
  },
  restart: {
    summary: 'Restart services',
    load: async () => (await import('./commands/restart.ts')).restart,
  },
  rollback: {
    summary: 'Bring back what ran before the last change',
    load: async () => (await import('./commands/rollback.ts')).rollback,
  },
  rm: {
    summary: 'Remove stopped containers',
    load: async () => (await import('./commands/rm.ts')).rm,
  },
  run: {
    summary: 'Run a command in a new container of a service',
    load: async () => (await import('./commands/run.ts')).run,
  },
  scale: {
    summary: 'Set the number of containers of services',
    load: async () => (await import('./commands/scale.ts')).scale,
  },
  start: {
    summary: 'Start services',
    load: async () => (await import('./commands/start.ts')).start,
  },
  stats: {
    summary: 'Show what containers use of CPU, memory, network and disk',
    load: async () => (await import('./commands/stats.ts')).stats,
  },
  stop: {
    summary: 'Stop services',
    load: async () => (await import('./commands/stop.ts')).stop,
  },
  top: {
    summary: 'Show the running processes',
    load: async () => (await import('./commands/top.ts')).top,
  },
  unpause: {
    summary: 'Resume paused services',
    load: async () => (await import('./commands/unpause.ts')).unpause,
  },
  up: {
    summary: 'Create and start containers',
    load: async () => (await import('./commands/up.ts')).up,
  },
  version: {
    summary: 'Show the version',
    load: async () => (await import('./commands/version.ts')).version,
  },
  volumes: {
    summary: 'List volumes',
    load: async () => (await import('./commands/volumes.ts')).volumes,
  },
  wait: {
    summary: 'Wait until the containers of services have stopped',
    load: async () => (await import('./commands/wait.ts')).wait,
  },
  watch: {
    summary: 'Update containers when source files change',
    load: async () => (await import('./commands/watch.ts')).watch,
  },
}

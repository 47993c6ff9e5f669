import type { UnreadableReason } from './load.ts'

/** What can go wrong while an image is built. */
export interface BuildFailures {
  /** A Dockerfile step or the solve as a whole failed. */
  'build-failed': {
    service: string
    /** What BuildKit says, for example `process "/bin/sh -c false" did not complete successfully: exit code: 1`. */
    reason: string
    /** The failing step as BuildKit names it, for example `[2/3] RUN npm i`. */
    step?: string
    /** Last lines the step printed. */
    output?: readonly string[]
    /** The Dockerfile around the failing lines; line numbers from 1. */
    dockerfile?: { name: string; text: string; firstLine: number; lastLine: number }
  }
  'build-context-missing': { service: string; path: string }
  'build-dockerfile-missing': { service: string; path: string }
  /** A file that a build needs is there, and is none that can be read. */
  'build-file-unreadable': {
    service: string
    kind: 'dockerfile' | 'ignore' | 'build-secret'
    path: string
    reason: UnreadableReason
    /** The system's error code. */
    detail?: string
  }
  /** BuildKit broke the connection off, or does not answer as it should. */
  'build-connection-lost': { reason: string }
  /** A build secret's file is not there. */
  'build-secret-missing': { service: string; id: string; path: string }
  /** An `ssh:` entry leads to no agent and no key; without a path there is no agent of the user's. */
  'build-ssh-missing': { service: string; id: string; path?: string }
  /** An `ssh:` entry's file is no key that can be used: `encrypted`, `unknown-format`, or the system's reason. */
  'build-ssh-key-unusable': { service: string; id: string; path: string; reason: string }
  /** Additional contexts refer to each other's services in a circle; the first is repeated at the end. */
  'build-circle': { services: readonly string[] }
  /** The build asks for something that cannot be had here: not with this engine's image store or builder, or never. */
  'build-unsupported': {
    service: string
    /** The key in `build:`. */
    attribute: string
    value: string
    needs: 'containerd-store' | 'buildkit' | 'cache-source' | 'cache-destination' | 'nothing-has-it'
  }
}

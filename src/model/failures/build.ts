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
}

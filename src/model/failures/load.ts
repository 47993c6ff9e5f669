/** What can be wrong with compose files and the environment they are read with. */
export interface LoadFailures {
  'file-not-found': { path: string }
}

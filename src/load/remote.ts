const REMOTE = /^(?:oci:\/\/|git:\/\/|ssh:\/\/|https?:\/\/|github\.com\/|[\w.-]+@[^/:\s]+:)/

/** Whether a path of a compose file names something that is not on this machine. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path)
}

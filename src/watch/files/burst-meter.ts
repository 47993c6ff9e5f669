/** Milliseconds by which times of files may lag behind the clock, generously. */
const MARGIN = 2000

/**
 * Counts notifications that come without the process having had a turn in between. The kernel drops what does
 * not fit its queue and Node does not say so; a burst of half its length is taken for one that did not fit.
 * `onOverflow` gets the time (milliseconds since the epoch) since which something may have been missed.
 */
export function createBurstMeter(
  queueLength: number,
  now: () => number,
  onOverflow: (since: number) => void,
) {
  let count = 0
  let emptyAt = now()
  return {
    /** Since when something may not have been told yet. */
    since: () => emptyAt - MARGIN,
    count(): void {
      if (count++ > 0) return
      setImmediate(() => {
        if (count >= queueLength / 2) onOverflow(emptyAt - MARGIN)
        else emptyAt = now()
        count = 0
      })
    },
  }
}

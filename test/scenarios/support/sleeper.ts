/** What a service says that does nothing and ends at once when it is told to; the inside of a YAML flow mapping. */
export const SLEEPER = 'image: busybox, init: true, command: ["sleep", "1000"], stop_grace_period: 0s'

/**
 * The modules that dockerode loads at once and we hardly ever call: how it asks for them, and what stands in for
 * each. `real()` is the module itself, taken from the installed dockerode when it is first called; it is not
 * bundled, because some of it has native parts or reads files at run time (ssh2, grpc, protobuf).
 */
const standIns = {
  'docker-modem': 'module.exports = function (options) { return new (real())(options) }',
  './session': 'module.exports = (...given) => real()(...given)',
  './buildkit': 'exports.followProgress = (...given) => real().followProgress(...given)',
  '@balena/dockerignore': 'module.exports = (...given) => real()(...given)',
  'tar-fs': 'exports.pack = (...given) => real().pack(...given)',
}

const PREFIX = '\0stand-in:'

/** A Rolldown plugin that leaves dockerode's heavy parts out until they are called. */
export const lazyDockerode = {
  name: 'lazy-dockerode',
  resolveId(asked, importer) {
    if (asked in standIns && /[/\\]dockerode[/\\]lib[/\\][^/\\]*$/.test(importer)) return PREFIX + asked
  },
  load(id) {
    if (!id.startsWith(PREFIX)) return undefined
    const asked = id.slice(PREFIX.length)
    return `const { createRequire } = require('node:module')
      const installed = require
      const real = () => createRequire(installed.resolve('dockerode'))(${JSON.stringify(asked)})
      ${standIns[asked]}`
  },
}

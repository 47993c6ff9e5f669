import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/**
 * The heavy parts of dockerode, and the code that stands in for each until it is called. ssh2 and grpc have native
 * parts and files read at run time: they are not bundled, but taken from the installed dockerode.
 */
const standIns = [
  {
    filter: /^\.\/session$/,
    importer: /dockerode/,
    code: () =>
      "const installed = require; module.exports = (...given) => installed('dockerode/lib/session')(...given)",
  },
  {
    filter: /^\.\/ssh$/,
    importer: /docker-modem/,
    // docker-modem is no direct dependency: it is looked for from where dockerode stands.
    code: () => `const installed = require
      const { createRequire } = require('node:module')
      module.exports = (...given) =>
        createRequire(installed.resolve('dockerode'))('docker-modem/lib/ssh')(...given)`,
  },
  {
    filter: /^@balena\/dockerignore$/,
    importer: /dockerode/,
    code: (real) => `module.exports = (...given) => require(${JSON.stringify(real)})(...given)`,
  },
  {
    filter: /^tar-fs$/,
    importer: /dockerode/,
    code: (real) => `exports.pack = (...given) => require(${JSON.stringify(real)}).pack(...given)`,
  },
]

/** An esbuild plugin that loads dockerode's heavy parts (ssh2, grpc, tar) when they are first called. */
export const lazyDockerode = {
  name: 'lazy-dockerode',
  setup(build) {
    for (const [index, { filter, importer, code }] of standIns.entries()) {
      const namespace = `stand-in-${index}`
      build.onResolve({ filter }, (found) => {
        if (found.namespace !== 'file' || !importer.test(found.importer)) return undefined
        return { path: createRequire(found.importer).resolve(found.path), namespace }
      })
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: code(path),
        resolveDir: dirname(path),
      }))
    }
  },
}

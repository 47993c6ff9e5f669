const children = 'node:child_process'

/** Commander asks for it at once and Node loads a good deal for it; hardly any command starts another program. */
const lateChildren = ['spawn', 'spawnSync']
  .map((name) => `exports.${name} = (...given) => process.getBuiltinModule('${children}').${name}(...given)`)
  .join('\n')

/**
 * An esbuild plugin that takes Node's own modules as objects instead of importing them: an import reads every
 * property of the module once, and with some that loads a good deal more (all of undici behind `node:http`).
 */
export const plainBuiltins = {
  name: 'plain-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' && path !== children ? undefined : { path, namespace: 'builtin' },
    )
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents:
        path === children
          ? lateChildren
          : `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

const children = 'node:child_process'
const standIn = '\0late-child-process'

/** Commander asks for it at once and Node loads a good deal for it; hardly any command starts another program. */
const late = ['spawn', 'spawnSync']
  .map((name) => `exports.${name} = (...given) => process.getBuiltinModule('${children}').${name}(...given)`)
  .join('\n')

/** A Rolldown plugin that loads what starts other programs when that is called. */
export const lateChildProcess = {
  name: 'late-child-process',
  resolveId: (id) => (id === children ? standIn : undefined),
  load: (id) => (id === standIn ? late : undefined),
}

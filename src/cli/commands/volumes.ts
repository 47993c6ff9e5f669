import { labels } from '../../model/labels.ts'
import { quote } from '../../show/quote.ts'
import { describeVolumes } from '../../show/volume-list.ts'
import { anyNumber, command } from '../command.ts'
import { bool, textOr } from '../flag.ts'
import { LIST_FORMATS } from '../list-format.ts'
import { connect } from '../steps/connect.ts'
import { listContainers } from '../steps/containers.ts'
import { fitOf } from '../steps/fit.ts'
import { findProject } from '../steps/project.ts'

/** `volumes`: the project's volumes, or those that services use. */
export const volumes = command({
  name: 'volumes',
  usage: '[SERVICE...]',
  summary: 'List volumes',
  arity: anyNumber,
  flags: {
    format: textOr('--format', 'table', 'table, json, or a Go template', {
      value: 'FORMAT',
      choices: LIST_FORMATS,
    }),
    quiet: bool('-q, --quiet', 'Only names'),
  },
  examples: ['volumes', 'volumes --quiet db'],
  async run(context, { format, quiet }, services) {
    const [engine, { name }] = await Promise.all([connect(context), findProject(context, services)])
    const [own, containers] = await Promise.all([
      engine.listVolumes([`${labels.project}=${name}`]),
      services.length > 0
        ? listContainers(engine, name, { services, oneOffs: true, stopped: false })
        : Promise.resolve([]),
    ])
    const used = new Set(containers.flatMap(({ mounts }) => mounts.flatMap((mount) => mount.name ?? [])))
    const shown = services.length > 0 ? own.filter((volume) => used.has(volume.name)) : own
    const names = () => shown.map((volume) => `${quote(volume.name)}\n`).join('')
    context.stdout.write(quiet ? names() : describeVolumes(shown, format, fitOf(context.stdout).fit))
    return 0
  },
})

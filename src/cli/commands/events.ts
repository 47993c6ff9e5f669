import { isOneOff, serviceOf } from '../../model/container.ts'
import { labels } from '../../model/labels.ts'
import { describeEvent, describeEventJson } from '../../show/events.ts'
import { anyNumber, command } from '../command.ts'
import { bool, text } from '../flag.ts'
import { readTimeRange } from '../point-in-time.ts'
import { connect } from '../steps/connect.ts'
import { findProjectName } from '../steps/project.ts'
import { writeFully } from '../terminal/write.ts'

/** `events`: what happens to the project's containers, as it happens. */
export const events = command({
  name: 'events',
  usage: '[SERVICE...]',
  summary: 'Show what happens to containers as it happens',
  arity: anyNumber,
  flags: {
    json: bool('--json', 'One JSON object a line'),
    since: text('--since', 'From this time on: a timestamp, or 10m for ten minutes ago', { value: 'TIME' }),
    until: text('--until', 'Up to this time', { value: 'TIME' }),
  },
  examples: ['events', 'events --json api', 'events --since 10m --until 0s'],
  async run(context, { json, since, until }, services) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const stream = await engine.events({
      labels: [`${labels.project}=${project}`],
      ...readTimeRange({ since, until }, context.now()),
      signal: context.interrupts.signal,
    })
    for await (const event of stream) {
      if (event.type !== 'container' || isOneOff({ labels: event.attributes })) continue
      const service = serviceOf({ labels: event.attributes })
      if (services.length > 0 && !services.includes(service)) continue
      await writeFully(context.stdout, `${json ? describeEventJson(event) : describeEvent(event)}\n`)
    }
    return 0
  },
})

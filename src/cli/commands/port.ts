import { Failed, failure } from '../../model/failure.ts'
import { command } from '../command.ts'
import { integer, textOr } from '../flag.ts'
import { connect } from '../steps/connect.ts'
import { pickContainer } from '../steps/containers.ts'
import { findProjectName } from '../steps/project.ts'

/** `port`: the host address that a container's port is published on. */
export const port = command({
  name: 'port',
  usage: 'SERVICE PRIVATE_PORT',
  summary: 'Show where a port of a service is published',
  arity: { min: 2, max: Number.POSITIVE_INFINITY },
  flags: {
    index: integer('--index', 'Number of the container, if the service has several', { value: 'N' }),
    protocol: textOr('--protocol', 'tcp', 'tcp or udp', { choices: ['tcp', 'udp'] }),
  },
  examples: ['port web 80', 'port --protocol udp --index 2 dns 53'],
  async run(context, { index, protocol }, [service = '', number = '']) {
    const target = readPort(number)
    const wanted = protocol.toLowerCase()
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const container = await pickContainer(engine, project, { service, index, oneOffs: true, stopped: false })
    const found = container.ports.find((one) => one.target === target && one.protocol === wanted)
    if (!found) {
      // Once for each address of the host it is published on.
      const published = [...new Set(container.ports.map((one) => `${one.target}/${one.protocol}`))]
      const asked = `${target}/${wanted}`
      const bound = container.ports.map((one) => `${one.published ?? 0}/${one.protocol}`)
      const data = { container: container.name, port: asked, published, bound }
      throw new Failed(failure('port-not-published', data))
    }
    context.stdout.write(`${found.ip ?? ''}:${found.published ?? 0}\n`)
    return 0
  },
})

function readPort(text: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= 65535) return number
  throw new Failed(failure('argument-invalid', { argument: text, expected: 'port-number' }))
}

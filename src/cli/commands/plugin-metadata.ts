import { command } from '../command.ts'
import { productVersion } from '../product-version.ts'

/** What the docker client asks of its plugins: installed as `docker-tscompose`, we are `docker tscompose`. */
export const pluginMetadata = command({
  name: 'docker-cli-plugin-metadata',
  usage: '',
  summary: 'Say what the docker client wants to know of a plugin',
  arity: { min: 0, max: Number.POSITIVE_INFINITY },
  flags: {},
  examples: ['docker-cli-plugin-metadata'],
  async run({ stdout }) {
    const metadata = {
      SchemaVersion: '0.1.0',
      Vendor: 'tscompose',
      Version: productVersion,
      ShortDescription: 'Compose files, planned and explained',
    }
    stdout.write(`${JSON.stringify(metadata)}\n`)
    return 0
  },
})

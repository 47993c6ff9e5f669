import { writeFile } from 'node:fs/promises'
import { resolve as resolvePath } from 'node:path'
import { anyNumber, command } from '../command.ts'
import { findPrinter } from '../config/printers.ts'
import { bool, text } from '../flag.ts'

/** `config`: the project in canonical form, or one thing of it. */
export const config = command({
  name: 'config',
  usage: '[SERVICE...]',
  summary: 'Show the project in canonical form',
  arity: anyNumber,
  flags: {
    environment: bool('--environment', 'Only the variables that files are read with'),
    explain: text('--explain', 'Where a value comes from, as services.web.image', { value: 'PATH' }),
    format: text('--format', 'yaml or json', { value: 'FORMAT', choices: ['yaml', 'json'] }),
    hash: text('--hash', 'Only config-hashes, of all (*) or some services', { value: 'SERVICES' }),
    images: bool('--images', 'Only names of images'),
    lockImageDigests: bool('--lock-image-digests', 'Only images, each with its digest'),
    models: bool('--models', 'Only names of models'),
    networks: bool('--networks', 'Only names of networks'),
    noConsistency: bool('--no-consistency', 'Do not check whether what is named exists'),
    noEnvResolution: bool('--no-env-resolution', 'Leave env files as they are'),
    noInterpolate: bool('--no-interpolate', 'Leave variables as they are'),
    noNormalize: bool('--no-normalize', 'Do not fill in defaults'),
    noPathResolution: bool('--no-path-resolution', 'Leave relative paths as they are'),
    output: text('-o, --output', 'File to write instead of standard output', { value: 'FILE' }),
    profiles: bool('--profiles', 'Only names of profiles'),
    quiet: bool('-q, --quiet', 'Print nothing: only say what is wrong'),
    resolveImageDigests: bool('--resolve-image-digests', 'Images with their digests'),
    services: bool('--services', 'Only names of services'),
    variables: bool('--variables', 'Only the variables that files use'),
    volumes: bool('--volumes', 'Only names of volumes'),
  },
  examples: [
    'config',
    'config --services',
    'config --format json api',
    'config --explain services.api.image',
  ],
  async run(context, flags, services) {
    const printer = findPrinter(flags)
    const printed = await printer(context, flags, services)
    if (flags.output && printed) await writeOut(resolvePath(context.cwd, flags.output), flags.output, printed)
    else context.stdout.write(printed)
    return 0
  },
})

/** The system's error is told of the path as it was typed. */
async function writeOut(path: string, typed: string, printed: string): Promise<void> {
  try {
    await writeFile(path, printed)
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path: typed })
  }
}

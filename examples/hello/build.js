// The build step: puts the sources in dist/, with the time of the build written into them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'

await mkdir('dist', { recursive: true })
for (const name of await readdir('src')) {
  const text = await readFile(`src/${name}`, 'utf8')
  await writeFile(`dist/${name}`, text.replace('%BUILT_AT%', new Date().toISOString()))
}

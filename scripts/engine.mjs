// Makes sure of an engine; with --images also of the base images, with --oracle of a docker-compose to compare with.
import { ensureEngine } from './engine/ensure.mjs'
import { ensureOracle } from './engine/oracle.mjs'
import { main } from './engine/say.mjs'
import { ensureImages } from './images/ensure.mjs'

await main(async () => {
  const host = await ensureEngine()
  if (process.argv.includes('--images')) await ensureImages(host)
  if (process.argv.includes('--oracle')) process.stdout.write(`${await ensureOracle()}\n`)
})

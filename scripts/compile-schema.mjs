// Compiles schemas/compose.schema.json into src/load/validate/generated/, so that no start of the program
// has to. Run by the build and before tests; does nothing while what it made is younger than the schema.
import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const schemaFile = join(root, 'schemas/compose.schema.json')
const folder = join(root, 'src/load/validate/generated')
const validatorsFile = join(folder, 'validators.mjs')
const ownTime = Math.max(
  ...[schemaFile, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs),
)

/** What Vitest calls before all tests. */
export async function setup() {
  if (existsSync(validatorsFile) && statSync(validatorsFile).mtimeMs > ownTime) return
  const schema = JSON.parse(await readFile(schemaFile, 'utf8'))
  await mkdir(folder, { recursive: true })
  await write(join(folder, 'schema.mjs'), `export default () => (${JSON.stringify(withoutTexts(schema))})\n`)
  await write(validatorsFile, await compile(withoutTexts(schema)))
}

/**
 * Functions that only say yes or no: what is wrong is found out by walking the schema, see explain.ts. Of the draft
 * the schema uses what the older one has as well, for which Ajv writes less code.
 */
async function compile(schema) {
  const { default: Ajv } = await import('ajv')
  const { default: standaloneCode } = await import('ajv/dist/standalone/index.js')
  const ajv = new Ajv.default({
    schemas: [{ ...schema, $schema: undefined }],
    code: { source: true, esm: true, lines: true },
    strict: false,
    strictNumbers: false,
    messages: false,
    inlineRefs: false,
  })
  const code = standaloneCode.default(ajv, { isModel: schema.$id })
  return importsOf(withoutSchemas(withoutErrors(withFiniteIntegers(code))))
}

/** Without `strictNumbers` Ajv takes infinity for a whole number; with it `cpus: .inf`, which Compose takes, is none. */
function withFiniteIntegers(code) {
  const finite = code.replace(/!\((data\d*) % 1\) && !isNaN\(\1\)/g, 'Number.isInteger($1)')
  if (finite === code || / % 1\)/.test(finite))
    throw new Error('Ajv looks for whole numbers in another way now')
  return finite
}

/** What Ajv writes to say what is wrong, and where. */
const aboutErrors = [
  [/, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g, ''],
  [/, \{instancePath[^{}]*\}\)/g, ')'],
  [/^vErrors = vErrors === null \? .*\nerrors = vErrors\.length;$/gm, 'errors++;'],
  [/^if\(vErrors === null\)\{\nvErrors = \[err\d+\];\n\}\nelse \{\nvErrors\.push\(err\d+\);\n\}$/gm, ''],
  [/^if\(vErrors !== null\)\{\nif\(_errs\d+\)\{\n.*\n\}\nelse \{\nvErrors = null;\n\}\n\}$/gm, ''],
  [/^(let vErrors|const err\d+|validate\d+\.errors) = .*;$/gm, ''],
]

/** Leaves the verdict: a third of the code, and no text is put together while a right file is read. */
function withoutErrors(code) {
  let slim = code
  for (const [pattern, replacement] of aboutErrors) slim = slim.replace(pattern, replacement)
  const [left] = /.*(vErrors|instancePath|\berr\d|\.errors).*/.exec(slim) ?? []
  if (left) throw new Error(`Ajv writes errors in another way now: ${left}`)
  return slim
}

/** Ajv keeps whole schemas to look up which keys a mapping may have: those keys stay. */
function withoutSchemas(code) {
  const schemas = [...code.matchAll(/^const (schema\d+) = (.*);$/gm)]
  const values = Object.fromEntries(schemas.map(([, name, text]) => [name, JSON.parse(text)]))
  const names = Object.keys(values)
  const known = new Map()
  const slim = code
    .replace(/^const schema\d+ = .*;\n/gm, '')
    .replace(/func\d+\.call\((schema\d+[^,]*), (key\d+)\)/g, (_, properties, key) => {
      const keys = Object.keys(new Function(...names, `return ${properties}`)(...Object.values(values)))
      if (!known.has(properties)) known.set(properties, [`known${known.size}`, JSON.stringify(keys)])
      return `${known.get(properties)[0]}.has(${key})`
    })
  if (/\bschema\d/.test(slim)) throw new Error('Ajv uses schemas for something else as well now')
  const sets = [...known.values()].map(([name, keys]) => `const ${name} = new Set(${keys});\n`)
  return sets.join('') + slim
}

/** Ajv compares values by their `valueOf`, which those without prototype do not have: ours takes its place. */
function importsOf(code) {
  const body = code.replace('require("ajv/dist/runtime/equal").default', 'sameTree')
  if (body.includes('require(')) throw new Error('the validators need more of Ajv than the comparison')
  return `import { sameTree } from '../../merge/same.ts'\n${body}\n`
}

/** The schema without what is for readers. */
function withoutTexts(value) {
  if (Array.isArray(value)) return value.map(withoutTexts)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, item]) => !isText(key, item))
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutTexts(item)]))
}

/** A property called `description` is an object, a description is none. */
function isText(key, item) {
  return ['title', 'description'].includes(key) && typeof item === 'string'
}

/** Made beside and renamed, so that a test that runs meanwhile never reads half a file. */
async function write(file, text) {
  const beside = `${file}.${process.pid}`
  await writeFile(beside, text)
  await rename(beside, file)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup()

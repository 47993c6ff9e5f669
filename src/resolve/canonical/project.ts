import { SERVICE_FIELDS } from '../../attributes/all.ts'
import { ELEMENTS } from '../../elements/all.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { Field } from '../../model/shape.ts'
import { isMap, type TreeMap, treeMap } from '../../model/tree.ts'
import { writeJson } from './json.ts'
import { byCodePoint, byYamlKey } from './order.ts'
import type { Form, Plain } from './plain.ts'
import { addExtensions, anyToPlain, structToPlain } from './plain.ts'
import { writeYaml } from './yaml.ts'

/** What `config` prints: the project as YAML or JSON, `$` doubled so that it can be read again. */
export function writeProject(project: Project, form: Form): string {
  const plain = form.target === 'yaml' ? plainProject(project, form) : jsonProject(project, form)
  return doubleDollars(write(plain, form.target))
}

/** What `config --no-interpolate` prints: a loaded tree, all keys sorted, expressions as they were written. */
export function writeModel(tree: TreeMap, target: Form['target']): string {
  return write(anyToPlain(tree, { target, variant: '5.x' }), target)
}

/** The project reduced to its services' images: what `config --lock-image-digests` prints. */
export function imagesOnly(project: Project): Project {
  const services: Record<string, Service> = Object.create(null)
  for (const [name, { image }] of Object.entries(project.services)) {
    services[name] = { name, ...(image !== undefined && { image }) }
  }
  const nothing = { networks: {}, volumes: {}, secrets: {}, configs: {}, models: {}, extensions: {} }
  return { ...project, ...nothing, name: '', services }
}

/** The same of a tree. */
export function modelImagesOnly({ services }: TreeMap): TreeMap {
  const images = treeMap()
  for (const [name, service] of Object.entries(isMap(services) ? services : {})) {
    images[name] = isMap(service) && service.image !== undefined ? { image: service.image } : treeMap()
  }
  return Object.assign(treeMap(), { services: images })
}

function write(plain: Plain, target: Form['target']): string {
  return target === 'yaml' ? writeYaml(plain) : writeJson(plain, '  ')
}

function doubleDollars(text: string): string {
  return text.replaceAll('$', '$$$$')
}

/** The canonical project as mappings and scalars, in the order in which they are written. */
export function plainProject(project: Project, form: Form): Map<string, Plain> {
  const plain = new Map<string, Plain>(project.name === '' ? [] : [['name', project.name]])
  plain.set('services', section(project.services, SERVICE_FIELDS, form))
  for (const { section: name, fields } of ELEMENTS) {
    const elements = shown(name, project)
    if (Object.keys(elements).length > 0) plain.set(name, section(elements, fields, form))
  }
  addExtensions(plain, project.extensions, form)
  return plain
}

/** Docker Compose's JSON has the project's extensions, but neither its models nor any other extension. */
function jsonProject(project: Project, form: Form): Plain {
  const plain = plainProject({ ...project, models: {}, extensions: {} }, form)
  plain.set('name', project.name)
  for (const [key, value] of Object.entries(project.extensions ?? {})) plain.set(key, anyToPlain(value, form))
  return new Map([...plain].sort(([a], [b]) => byCodePoint(a, b)))
}

/** What came out of the environment is not shown: the variable's name is. */
function shown(section: (typeof ELEMENTS)[number]['section'], project: Project): Values {
  if (section !== 'secrets' && section !== 'configs') return project[section]
  const result: Record<string, object> = Object.create(null)
  for (const [name, { content, ...rest }] of Object.entries(project[section])) {
    const isWritten = section === 'configs' && !rest.environment
    result[name] = isWritten && content !== undefined ? { ...rest, content } : rest
  }
  return result
}

type Values = Readonly<Record<string, object>>

function section(entries: Values, fields: readonly Field[], form: Form): Map<string, Plain> {
  const order = form.target === 'yaml' ? byYamlKey : byCodePoint
  const names = Object.keys(entries).sort(order)
  return new Map(names.map((name) => [name, structToPlain(fields, { ...entries[name] }, form)]))
}

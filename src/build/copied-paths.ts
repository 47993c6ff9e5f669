/** One stage of a Dockerfile, as far as it matters which files of the context it takes. */
interface Stage {
  readonly name: string
  /** Stages or images it builds on or copies from, as they are written. */
  readonly from: string[]
  readonly copied: string[]
}

/**
 * Finds which paths of the context a Dockerfile's target copies; `/` alone when it is all of it. BuildKit asks
 * for only these, and keeps its copy of the context by them. It is a guess from the text that nothing but
 * speed depends on: variables stay as they are written, and triggers of base images are not known.
 */
export function findCopiedPaths(dockerfile: string, target: string | undefined): string[] {
  const stages = readStages(dockerfile)
  const paths = new Set<string>()
  const seen = new Set<Stage>()
  const visit = (stage: Stage | undefined): void => {
    if (stage === undefined || seen.has(stage)) return
    seen.add(stage)
    for (const path of stage.copied) paths.add(path)
    for (const name of stage.from) visit(findStage(stages, name))
  }
  visit(target === undefined ? stages.at(-1) : findStage(stages, target))
  return paths.has('/') ? ['/'] : [...paths].sort()
}

function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  return (
    stages.find((stage) => stage.name === name.toLowerCase()) ??
    stages[/^\d+$/.test(name) ? Number(name) : -1]
  )
}

/** The stages of a Dockerfile, as it is written. */
export function readStages(dockerfile: string): Stage[] {
  const stages: Stage[] = []
  for (const line of readInstructions(dockerfile)) {
    const [, keyword = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? []
    const stage = stages.at(-1)
    const kind = keyword.toUpperCase()
    if (kind === 'FROM') stages.push(readFrom(rest))
    else if (stage && (kind === 'COPY' || kind === 'ADD')) readCopy(rest, stage)
    else if (stage && kind === 'RUN') readMounts(rest, stage)
  }
  return stages
}

function readFrom(rest: string): Stage {
  const [image = '', , name = ''] = rest.split(/\s+/).filter((word) => !word.startsWith('--'))
  return { name: name.toLowerCase(), from: [image], copied: [] }
}

function readCopy(rest: string, stage: Stage): void {
  const flags = rest.match(/^(\s*--\S+)+/)?.[0] ?? ''
  const from = /--from=(\S+)/.exec(flags)?.[1]
  if (from !== undefined) {
    stage.from.push(from)
    return
  }
  const words = readWords(rest.slice(flags.length).trim())
  const sources = words.slice(0, -1).filter((word) => !/^(<<|https?:|git@)/.test(word))
  stage.copied.push(...sources.map(fromRoot))
}

function readWords(text: string): string[] {
  if (!text.startsWith('[')) return text.split(/\s+/)
  try {
    return (JSON.parse(text) as unknown[]).map(String)
  } catch {
    return text.split(/\s+/)
  }
}

/** A `RUN --mount` takes from a stage, or binds a part of the context. */
function readMounts(rest: string, stage: Stage): void {
  for (const [, mount = ''] of rest.matchAll(/--mount=(\S+)/g)) {
    const from = /(?:^|,)from=([^,]+)/.exec(mount)?.[1]
    const type = /(?:^|,)type=([^,]+)/.exec(mount)?.[1] ?? 'bind'
    if (from !== undefined) stage.from.push(from)
    else if (type === 'bind')
      stage.copied.push(fromRoot(/(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1] ?? '.'))
  }
}

function fromRoot(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return `/${parts.join('/')}`
}

/** Logical lines: continued ones joined, comments and the bodies of here-documents left out. */
export function readInstructions(dockerfile: string): string[] {
  const continuation = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? '`' : '\\'
  const instructions: string[] = []
  let open = ''
  let ends: string[] = []
  for (const line of dockerfile.split(/\r?\n/)) {
    if (ends.length > 0) {
      if (line.replace(/^\t+/, '') === ends[0]) ends = ends.slice(1)
      continue
    }
    if (/^\s*(#|$)/.test(line)) continue
    const joined = open + line.trim()
    open = joined.endsWith(continuation) ? `${joined.slice(0, -1)} ` : ''
    if (open !== '') continue
    instructions.push(joined)
    ends = [...joined.matchAll(/<<-?\s*(["']?)(\w+)\1/g)].map(([, , word = '']) => word)
  }
  return open === '' ? instructions : [...instructions, open.trim()]
}

import { relative } from 'node:path'
import { failure, warning } from '../model/failure.ts'
import type { FileKind } from '../model/failures/load.ts'
import type { Place } from '../model/place.ts'
import type { TreeMap, Via } from '../model/tree.ts'
import { isMap, originOf, treeMap } from '../model/tree.ts'
import { checkTree, transformTree } from './apply-rules.ts'
import type { Frame } from './context.ts'
import type { Environment } from './env/environment.ts'
import { applyExtends } from './extends.ts'
import { applyIncludes } from './include.ts'
import { Interpolation } from './interpolate/interpolate.ts'
import { kindOf } from './kind.ts'
import { cloneTree } from './merge/clone.ts'
import { mergeTrees } from './merge/merge.ts'
import { applyResets } from './merge/resets.ts'
import { uniqueTree } from './merge/unique.ts'
import type { ParsedDocument, Path } from './parse/documents.ts'
import type { Reporter } from './report.ts'
import { reportVia } from './report.ts'
import type { Session } from './session.ts'
import { takeEntry } from './take-entry.ts'
import { prune } from './validate/prune.ts'
import { validateDocument, validateModel } from './validate/validate.ts'

/** Files that are laid over each other: those of a project, or those of one `include` entry. */
export interface LayerFiles {
  readonly files: readonly { readonly path: string; readonly at?: Place | undefined }[]
  readonly kind: FileKind
  /** What relative paths are relative to, absolute. */
  readonly directory: string
  readonly environment: Environment
  /** The layer that includes this one. */
  readonly parent?: Layer
  /** Files that are being included, outermost first. */
  readonly including?: readonly string[]
  /** Why these files are loaded, when another one says so. */
  readonly via?: Via | undefined
}

/**
 * Loads the files of a layer into one tree, canonical and checked. Each document is interpolated, completed
 * by what it includes and extends, laid over those before it, validated and made canonical.
 */
export class Layer {
  readonly session: Session
  readonly directory: string
  readonly environment: Environment
  readonly parent: Layer | undefined
  readonly including: readonly string[]
  readonly via: Via | undefined
  readonly report: Reporter
  readonly frame: Frame
  readonly #input: LayerFiles

  constructor(session: Session, input: LayerFiles) {
    this.session = session
    this.directory = input.directory
    this.environment = input.environment
    this.parent = input.parent
    this.including = input.including ?? []
    this.via = input.via
    this.report = reportVia(session.report, input.via)
    this.#input = input
    this.frame = this.frameFor(input.directory, this.via, (input.parent ?? this).directory)
  }

  /**
   * What rules may know of a file in a directory, and how it got here. With `--no-path-resolution` its paths become
   * relative to `from`: those of an included file to where it is included, of an extended one to this layer.
   */
  frameFor(directory: string, via = this.via, from = this.directory): Frame {
    const { options, report, home } = this.session
    const shown = options.resolvePaths ? directory : relative(from, directory) || '.'
    const environment = this.environment.toMap()
    return { directory: shown, home, environment, raw: !options.interpolate, report: reportVia(report, via) }
  }

  async load(): Promise<TreeMap> {
    let tree = treeMap()
    for (const { path, at } of this.#input.files) {
      const file = await this.session.open(path, this.#input.kind, at)
      for (const document of file?.documents ?? []) tree = await this.#add(tree, document, path)
    }
    transformTree(tree, 'defaults', this.session.rules, this.frame)
    checkTree(tree, this.session.rules, this.frame)
    if (this.parent || this.session.options.resolvePaths) {
      transformTree(tree, 'absolute', this.session.rules, this.frame)
    }
    return tree
  }

  /** A document with its variables replaced, and what could not be; nothing when it is no mapping. */
  interpolate(
    { tree, at }: ParsedDocument,
    report = this.report,
  ): { tree: TreeMap; failed: readonly Path[] } | undefined {
    const { options, rules } = this.session
    if (!isMap(tree)) {
      report.add(failure('document-not-mapping', { got: kindOf(tree) }, { at }))
      return undefined
    }
    if (!options.interpolate) return { tree: cloneTree(tree), failed: [] }
    const interpolation = new Interpolation(this.environment, rules, report)
    return { tree: interpolation.run(tree), failed: interpolation.failed }
  }

  async #add(base: TreeMap, document: ParsedDocument, path: string): Promise<TreeMap> {
    const { rules } = this.session
    const interpolated = this.interpolate(document)
    if (!interpolated) return base
    const over = interpolated.tree
    const include = takeEntry(over, 'include')
    const { wrong, complete } = validateDocument(over, this.report)
    prune(over, [...interpolated.failed, ...wrong])
    const loadFiles = (files: LayerFiles) => new Layer(this.session, files).load()
    const included = await applyIncludes(include, over, document.resets, path, this, loadFiles)
    const extended = await applyExtends(over, document.resets, path, this)
    const alone = !included && !extended && Object.keys(base).length === 0
    applyResets(base, document.resets)
    const tree = mergeTrees(base, over, rules, this.frame)
    uniqueTree(tree, rules, this.frame)
    if (!complete || !alone) prune(tree, validateModel(tree, this.report))
    this.#dropVersion(tree)
    transformTree(tree, 'canonical', rules, this.frame)
    uniqueTree(tree, rules, this.frame)
    return tree
  }

  #dropVersion(tree: TreeMap): void {
    if (!('version' in tree)) return
    this.report.add(warning('version-obsolete', {}, { at: originOf(tree, 'version')?.key }))
    delete tree.version
  }
}

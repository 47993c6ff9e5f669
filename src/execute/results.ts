import type { ContainerRef, ImageChange, ImageRef, NodeId } from '../plan/operation.ts'

/** What the nodes done so far have brought into being. */
export class Results {
  readonly #containers = new Map<NodeId, string>()
  readonly #failures = new Map<string, number>()
  readonly #provided = new Map<string, Readonly<Record<string, string>>>()
  readonly #images = new Map<string, string>()

  /** Counts a failure in a service's update; gives how many there are now. */
  countFailure(service: string): number {
    const count = (this.#failures.get(service) ?? 0) + 1
    this.#failures.set(service, count)
    return count
  }

  setProvided(service: string, variables: Readonly<Record<string, string>>): void {
    this.#provided.set(service, variables)
  }

  /** Variables that providers set, by service. */
  get provided(): ReadonlyMap<string, Readonly<Record<string, string>>> {
    return this.#provided
  }

  hasContainer(ref: ContainerRef): boolean {
    return 'id' in ref || this.#containers.has(ref.node)
  }

  setContainer(node: NodeId, id: string): void {
    this.#containers.set(node, id)
  }

  setImage(image: string, id: string): void {
    this.#images.set(image, id)
  }

  hasImage(image: string): boolean {
    return this.#images.has(image)
  }

  /** The id behind a reference. A node that was not done leaves what was there. */
  container(ref: ContainerRef): string {
    if ('id' in ref) return ref.id
    const id = this.#containers.get(ref.node) ?? ref.otherwise
    if (id === undefined) throw new Error(`plan refers to ${ref.node}, which made no container`)
    return id
  }

  image(ref: ImageRef): string | undefined {
    return 'id' in ref ? ref.id : this.imageNamed(ref.image)
  }

  /** The id of an image that was built or pulled. */
  imageNamed(image: string): string | undefined {
    return this.#images.get(image)
  }

  isChanged({ image, from }: ImageChange): boolean {
    const id = this.#images.get(image)
    return id !== undefined && id !== from
  }
}

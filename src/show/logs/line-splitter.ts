const NEWLINE = 0x0a

/** Cuts bytes into lines; a line may come in any number of pieces. Works on bytes, so characters stay whole. */
export class LineSplitter {
  #pieces: Buffer[] = []

  /** Lines that `bytes` completes, without their newline. */
  push(bytes: Buffer): Buffer[] {
    const lines: Buffer[] = []
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      lines.push(this.#joined(bytes.subarray(start, end)))
      start = end + 1
    }
    if (start < bytes.length) this.#pieces.push(bytes.subarray(start))
    return lines
  }

  /** What is left when no more comes: a last line without newline, or nothing. */
  end(): Buffer[] {
    return this.#pieces.length === 0 ? [] : [this.#joined(Buffer.alloc(0))]
  }

  #joined(last: Buffer): Buffer {
    if (this.#pieces.length === 0) return last
    const line = Buffer.concat([...this.#pieces, last])
    this.#pieces = []
    return line
  }
}

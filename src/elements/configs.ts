import { fileObjects } from './file-object.ts'

/** Top-level `configs`. */
export const configs = fileObjects('configs', ['file', 'environment', 'content'])

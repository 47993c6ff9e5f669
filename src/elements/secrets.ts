import { fileObjects } from './file-object.ts'

/** Top-level `secrets`. */
export const secrets = fileObjects('secrets', ['file', 'environment'])

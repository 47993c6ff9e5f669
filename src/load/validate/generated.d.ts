declare module '*/generated/validators.mjs' {
  /** Whether a compose file, all short forms allowed, is as the schema wants it. */
  export function isModel(model: unknown): boolean
}

declare module '*/generated/schema.mjs' {
  /** The schema without titles and descriptions; put together when it is asked for, as mostly it is not. */
  export default function schema(): import('./explain.ts').Schema
}

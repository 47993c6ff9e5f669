declare module '*/generated/validators.mjs' {
  /** Whether a compose file, all short forms allowed, is as the schema wants it. */
  export function isModel(model: unknown): boolean
  /** Whether one service is. */
  export function isService(service: unknown): boolean
}

declare module '*/generated/schema.mjs' {
  /** The schema without titles and descriptions. */
  const schema: unknown
  export default schema
}

declare const TSCOMPOSE_VERSION: string

/** The package's version; the bundler writes it in. */
export const productVersion: string =
  typeof TSCOMPOSE_VERSION === 'undefined' ? '0.0.0-source' : TSCOMPOSE_VERSION

/** The label on every image that these scripts made, so that nobody takes one for the published image. */
export const builtLabel = 'tscompose.built=1'

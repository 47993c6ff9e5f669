/** A scalar as Go prints it, which is how Compose makes texts of numbers and booleans. */
export function readText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  // Whole numbers too large for a float are big integers in a tree.
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return formatFloat(value)
  return String(value)
}

/** Go's shortest form goes over to an exponent from here on. */
const EXPONENT_FROM = 6

/** A float as Go's `%v` prints it: `0.5`, `1e-05`, `1.2345675e+06`. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < EXPONENT_FROM) return String(value)
  const digits = String(Math.abs(power)).padStart(2, '0')
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`
}

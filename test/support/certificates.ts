import { execFileSync } from 'node:child_process'

/** Whether this machine can make certificates. */
export function hasOpenssl(): boolean {
  try {
    return execFileSync('openssl', ['version']).length > 0
  } catch {
    return false
  }
}

/** Writes into a folder a certificate for localhost that is its own authority, for both sides. */
export function makeCertificates(cwd: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem']
  const options = { cwd, stdio: 'pipe' } as const
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, '-out', 'cert.pem', ...subject], options)
  execFileSync('cp', ['cert.pem', 'ca.pem'], options)
}

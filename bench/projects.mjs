import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Writes a compose file of `services` ordinary services that sleep; every fifth is depended on by the next four. */
export function writeProject(folder, { services, healthchecks = false }) {
  const lines = [`name: ${basename(folder).toLowerCase()}`, 'services:']
  for (let i = 1; i <= services; i++) {
    lines.push(
      `  s${i}:`,
      '    image: busybox',
      '    command: ["sleep", "1000000"]',
      '    init: true',
      '    environment:',
      `      NAME: s${i}`,
      `      LEVEL: \${LEVEL:-s${i}}`,
      '    labels:',
      `      bench.index: "${i}"`,
    )
    const first = i - ((i - 1) % 5)
    if (i !== first) {
      lines.push('    depends_on:')
      if (healthchecks) lines.push(`      s${first}: {condition: service_healthy}`)
      else lines.push(`      - s${first}`)
    }
    if (healthchecks)
      lines.push(
        '    healthcheck: {test: ["CMD", "true"], interval: 60s, start_period: 10s, start_interval: 100ms}',
      )
  }
  writeFileSync(join(folder, 'compose.yaml'), `${lines.join('\n')}\n`)
}

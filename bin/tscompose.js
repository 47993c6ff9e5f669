#!/bin/sh
':' //; exec node -- "$0" "$@"
// To a shell the line above runs Node on this file, to Node it says nothing. Without the `--` Node would take
// `--env-file` for its own, wherever it stands.
import { existsSync } from 'node:fs'
import module from 'node:module'

module.enableCompileCache?.()
const program = new URL('../dist/cli.mjs', import.meta.url)
if (existsSync(program)) {
  await import(program.href)
} else {
  process.stderr.write('tscompose is not built here: run `npm run build` first.\n')
  process.exitCode = 1
}

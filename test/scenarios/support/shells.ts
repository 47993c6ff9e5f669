import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually.ts'
import { tscompose } from './program.ts'

/** A shell in which our completion is loaded. */
export interface CompletingShell {
  /** The words that the last one of a line is completed to when Tab is pressed behind it, sorted. */
  complete(line: string): Promise<string[]>
}

/** The shells that our completion is for, each as it really completes; they run in `folder`. */
export const shells: Readonly<Record<string, (folder: string) => Promise<CompletingShell>>> = {
  async bash(folder) {
    const environment = await prepare(folder)
    const result = join(folder, '.result')
    await writeFile(
      join(folder, '.bashrc'),
      `
PS1='ready>'
source <(tscompose completion bash)
tell() { printf %s "$READLINE_LINE" > '${result}.part'; mv '${result}.part' '${result}'; }
bind -x '"\\C-xd": tell'
`,
    )
    return {
      async complete(line) {
        // Alt-* puts in all that Tab would show.
        const typed = `${line}\u001b*\u0018d`
        const whole = await typeInto(
          `bash --noprofile --rcfile .bashrc -i`,
          folder,
          environment,
          typed,
          result,
        )
        return sorted(whole.slice(line.lastIndexOf(' ') + 1).split(' '))
      },
    }
  },
  async zsh(folder) {
    const environment = { ...(await prepare(folder)), ZDOTDIR: folder }
    const result = join(folder, '.result')
    await writeFile(
      join(folder, '.zshrc'),
      `
autoload -U compinit && compinit -u -d '${folder}/.zcompdump'
source <(tscompose completion zsh)
# Tells what is added; calls that only sort out (-O, -A, -D) add nothing.
compadd() {
  if [[ "\${@[1,(i)(-|--)]}" != *-(O|A|D)\\ * ]]; then
    local -a hits
    builtin compadd -O hits "$@"
    print -rl -- $hits >> '${result}.part'
  fi
  builtin compadd "$@"
}
tell() { : >> '${result}.part'; mv '${result}.part' '${result}' }
zle -N tell
bindkey '^Xd' tell
PS1='ready>'
`,
    )
    return {
      async complete(line) {
        const found = await typeInto('zsh -i', folder, environment, `${line}\t\u0018d`, result)
        return sorted(found.split('\n'))
      },
    }
  },
  async fish(folder) {
    const environment = await prepare(folder)
    return {
      async complete(line) {
        const script = 'tscompose completion fish | source; complete -C $argv[1]'
        const args = ['--no-config', '-c', script, line]
        const { stdout } = await promisify(execFile)('fish', args, { cwd: folder, env: environment })
        return sorted(stdout.split('\n').map((found) => found.replace(/\t.*/, '')))
      },
    }
  },
}

/** An environment in which `tscompose` is the program of this project. */
async function prepare(folder: string): Promise<NodeJS.ProcessEnv> {
  const path = join(folder, 'tscompose')
  await writeFile(path, `#!/bin/sh\nexec ${tscompose.map((word) => `'${word}'`).join(' ')} "$@"\n`)
  await chmod(path, 0o755)
  return { ...process.env, HOME: folder, PATH: `${folder}:${process.env.PATH}`, TERM: 'xterm' }
}

/** Types into a shell on a terminal, once it shows that it is ready, and gives what it then leaves in a file. */
async function typeInto(
  shell: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  typed: string,
  result: string,
) {
  const child = spawn('script', ['-qfec', shell, '/dev/null'], { cwd: folder, env, stdio: 'pipe' })
  const ended = once(child, 'close')
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const isNew = !screen.includes('ready>')
    screen += chunk
    if (isNew && screen.includes('ready>')) child.stdin.write(typed)
  })
  try {
    return await eventually(async () => readFile(result, 'utf8'))
  } catch {
    throw new Error(`the shell did not answer:\n${screen}`)
  } finally {
    // The terminal is closed, which ends the shell.
    child.kill('SIGKILL')
    await ended
  }
}

function sorted(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))].sort()
}

import { expect, it } from 'vitest'
import { type Flag, longName, shortName } from '../../src/cli/flag.ts'
import { commands } from '../../src/cli/table.ts'

/** Every flag of Docker Compose 2.40 and 5, hidden ones and old spellings included; `=` takes a value. */
const FLAGS: Readonly<Record<string, string>> = {
  attach: '--detach-keys= --index= --no-stdin --sig-proxy',
  build:
    '--build-arg= --builder= --check --compress --force-rm -m|--memory= --no-cache --no-rm --parallel --print --progress= --provenance= --pull --push -q|--quiet --sbom= --ssh= --with-dependencies',
  commit: '-a|--author= -c|--change= --index= -m|--message= -p|--pause',
  config:
    '--environment --format= --hash= --images --lock-image-digests --models --networks --no-consistency --no-env-resolution --no-interpolate --no-normalize --no-path-resolution -o|--output= --profiles -q|--quiet --resolve-image-digests --services --variables --volumes',
  convert:
    '--format= --hash= --images --no-consistency --no-interpolate --no-normalize -o|--output= --profiles -q|--quiet --resolve-image-digests --services --volumes',
  cp: '--all -a|--archive -L|--follow-link --index=',
  create:
    '--build --force-recreate --no-build --no-recreate --pull= --quiet-pull --remove-orphans --scale= -y|--yes',
  down: '--remove-orphans --rmi= -t|--timeout= -v|--volumes',
  events: '--json --since= --until=',
  exec: '-d|--detach -e|--env= --index= -i|--interactive -T|--no-tty --no-TTY --privileged -t|--tty -u|--user= -w|--workdir=',
  export: '--index= -o|--output=',
  images: '--format= -q|--quiet',
  kill: '--remove-orphans -s|--signal=',
  logs: '-f|--follow --index= --no-color --no-log-prefix --since= -n|--tail= -t|--timestamps --until=',
  ls: '-a|--all --filter= --format= -q|--quiet',
  pause: '',
  port: '--index= --protocol=',
  ps: '-a|--all --filter= --format= --no-trunc --orphans -q|--quiet --services --status=',
  pull: '--ignore-buildable --ignore-pull-failures --include-deps --no-parallel --parallel --policy= -q|--quiet',
  push: '--ignore-push-failures --include-deps -q|--quiet',
  restart: '--no-deps -t|--timeout=',
  rm: '-a|--all -f|--force -s|--stop -v|--volumes',
  run: '--build --cap-add= --cap-drop= -d|--detach --entrypoint= -e|--env= --env-from-file= -i|--interactive -l|--label= --name= --no-deps -T|--no-tty --no-TTY -p|--publish= --pull= -q|--quiet --quiet-build --quiet-pull --remove-orphans --rm -P|--service-ports -t|--tty --use-aliases -u|--user= -v|--volume= -w|--workdir=',
  scale: '--no-deps',
  start: '--wait --wait-timeout=',
  stats: '-a|--all --format= --no-stream --no-trunc',
  stop: '-t|--timeout=',
  top: '',
  unpause: '',
  up: '--abort-on-container-exit --abort-on-container-failure --always-recreate-deps --attach= --attach-dependencies --build -d|--detach --exit-code-from= --force-recreate --menu --no-attach= --no-build --no-color --no-deps --no-log-prefix --no-recreate --no-start --pull= --quiet-build --quiet-pull --remove-orphans -V|--renew-anon-volumes --scale= -t|--timeout= --timestamps --wait --wait-timeout= -w|--watch -y|--yes',
  version: '-f|--format= --short',
  volumes: '--format= -q|--quiet',
  wait: '--down-project',
  watch: '--no-up --prune --quiet',
}

/** A flag as it is written above. */
function spellings(flag: Flag): string[] {
  const takesValue = flag.kind !== 'boolean' && flag.kind !== 'switch' && flag.kind !== 'optional-text'
  const letter = shortName(flag)
  const end = takesValue ? '=' : ''
  const long = `${letter ? `-${letter}|` : ''}--${longName(flag)}${end}`
  return [long, ...(flag.aliases ?? []).map((alias) => `--${alias}${end}`)]
}

it.each(Object.entries(FLAGS))('%s has every flag of Docker Compose', async (name, all) => {
  const { flags } = (await commands[name]?.load()) ?? {}
  const known = Object.values(flags ?? {}).flatMap(spellings)
  const missing = all.split(' ').filter((flag) => flag && !known.includes(flag))
  expect(missing).toEqual([])
})

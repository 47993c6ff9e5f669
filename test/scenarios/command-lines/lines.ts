/** The project that command lines are asked about. */
export const project = `
services:
  web:
    image: busybox
    command: ["sh", "-c", "for i in 1 2 3; do echo web $$i; done; exec sleep 9999"]
    ports: ["80", "81/udp"]
    environment: {A: b, FOO: "x y"}
    stop_grace_period: 0s
    deploy: {replicas: 2}
    labels: {my.label: v}
  db:
    image: busybox
    command: ["sh", "-c", "echo db up; exec sleep 9999"]
    stop_grace_period: 0s
    healthcheck: {test: "true", interval: 1s}
    volumes: ["data:/data"]
  once: {image: busybox, command: ["sh", "-c", "echo once; exit 2"]}
  off: {image: busybox, profiles: [extra], command: ["sleep", "1"]}
volumes: {data: {}}
`

const asked = `
ps
ps -a
ps -q
ps -aq
ps --services
ps --services -a
ps web
ps once
ps -a once
ps off
ps nope
ps --status running
ps --status exited
ps --status exited -q
ps --status exited --status running --services
ps -a --status paused
ps --filter status=exited
ps --filter foo=bar
ps --filter status
ps --filter source=x
ps --format {{.Name}}
ps --format json -q
ps --format table\\s{{.Name}}\\t{{.Service}}\\t{{.State}}
ps --format {{.Publishers}} db
ps --format {{.Nope}}
ps --orphans=false --services
ps --no-trunc --format {{.Command}}
ps --no-trunc -q
ps --format json
ps -a --format json once
ps --format {{json\\s.Publishers}} web
ps --format {{.Ports}} web
ps --format {{upper\\s.State}}
ps --format table
ps --format {{.Status}} once -a
logs db
logs --no-log-prefix db
logs -n 1 db
logs --tail 0
logs --index 1 web
logs --index 2 --no-log-prefix web
logs --index 1
logs --index 9 web
logs nope
logs --no-color db
logs --since 10m db
logs --since 0s db
logs --until 10m db
logs --since foo db
logs --timestamps --since 0s
top nope
images -q
images web -q
images --format json once
images --format foo
images nope
port web 99
port nope 80
port web abc
port web
port --index 5 web 80
ls --filter name=NAME
ls -q --filter name=NAME
ls -aq --filter name=NAME
ls --format json --filter name=NAME
ls --filter name=zzzzzz
ls --filter foo=x
ls x
exec db echo hi
exec -T db sh -c exit\\s3
exec db
exec nope ls
exec --index 2 web true
exec --index 7 web true
exec -u 1000 db id -u
exec -w /tmp db pwd
exec -e A=1 db printenv A
exec -d db true
exec once true
exec --privileged db true
exec -it=false db true
exec db sh -c echo\\s-n\\sx
config
config -q
config --services
config --volumes
config --profiles
config --networks
config --hash web
config --hash db,web
config --hash nope
config web --services
config db
config off
config nope
config --format json
config --format json db
config --format foo
config --no-interpolate
config --no-normalize
config --no-path-resolution -q
config --no-consistency -q
config --no-env-resolution -q
config --models
config --variables
config --variables --format json
config --variables --format yaml
config --images db
volumes
volumes -q
volumes db
volumes web
volumes nope
volumes --format json
volumes --format {{.Name}}\\s{{.Driver}}\\s{{.Scope}}
wait nope
kill nope
stop nope
start nope
restart nope
pause nope
unpause nope
rm nope
rm -f off
down nope
up nope -d
create nope
scale web
scale nope=2
scale web=x
scale
pull nope
push nope
build nope
run nope
run
attach nope
attach
cp nope:/x y
cp x y
cp web:x db:y
cp web:/nope .
cp nofile web:/
export nope
commit nope
commit
events extra --until
version x
--nonsense
-Z
up --nonsense
up -t
up -t abc -d
logs -n
--profile
--progress foo ps
--ansi foo ps -q
--parallel x ps
-f nofile.yaml ps
-f nofile.yaml config
-p NAME ps -q
-p NAME ps --services
-p other-NAME ps
-p NAME logs db
-p NAME port web 99
-p NAME images -q
-p NAME volumes -q
-p NAME stop nope
-p NAME kill nope
-p other-NAME down
-p other-NAME stop
-p Bad/Name ps
--profile extra config --services
--profile * config --services
--profile nope config -q
--env-file nofile config
--project-directory . config --services
--workdir . config --services
--workdir x --project-directory y ps
--compatibility config --services
--all-resources config --volumes
up -d --wait --abort-on-container-exit
up -d --abort-on-container-failure
up --abort-on-container-exit --abort-on-container-failure
up --build --no-build
up --no-recreate --force-recreate
up --no-recreate --always-recreate-deps
up -V --no-recreate
up --no-build --watch
up --attach web --attach-dependencies
up -d --attach web
up -d --watch
up --wait --attach db
up --pull foo
up --scale web
up --scale web=x -d
up --exit-code-from nope
up --attach nope
create --build --no-build
create --force-recreate --no-recreate
create --pull foo
down --rmi foo
pull --policy foo
run --service-ports -p 80 web
run -l novalue web
--no-ansi --ansi always ps
stats x y
ls --format json --filter name=zzzzzz
ps --format {{join\\s.Names\\s","}}
ps --format {{join\\s(split\\s.Image\\s":")\\s"|"}} db
ps --format {{pad\\s.Service\\s2\\s3}}|
ps --format {{truncate\\s.Name\\s3}}
ps --format {{println\\s.Service}}
ps --format {{title\\s.Service}}
ps --format {{printf\\s"%-20s|%5s|%q"\\s.Name\\s.Service\\s.State}}
ps --format {{printf\\s"%d\\s%v\\s%x\\s%05d\\s%t"\\s.ExitCode\\s.ExitCode\\s.ExitCode\\s.ExitCode\\strue}} -a
ps --format {{printf\\s"%s"\\s.ExitCode}}
ps --format {{len\\s.Name}}\\s{{len\\s.Publishers}}
ps --format {{if\\seq\\s.State\\s"running"}}up{{else}}down{{end}} -a
ps --format {{if\\seq\\s.ExitCode\\s"2"}}two{{end}} -a
ps --format {{range\\s.Publishers}}{{.TargetPort}}/{{.Protocol}}\\s{{else}}none{{end}} db
ps --format {{range\\s$i,\\s$p\\s:=\\s.Publishers}}{{$i}}={{$p.Protocol}}\\s{{else}}none{{end}} db
ps --format {{with\\s.Health}}h={{.}}{{else}}-{{end}} db

ps --format {{index\\s.Publishers\\s9}} web
ps --format {{.Label\\s"my.label"}} web
ps --format {{slice\\s.Name\\s0\\s3}}
ps --format {{html\\s.Name}}\\s{{js\\s.Command}}\\s{{urlquery\\s.Image}} db
ps --format {{lt\\s.ExitCode\\s1}}\\s{{ge\\s2\\s.ExitCode}} -a
ps --format {{define\\s"a"}}<{{.}}>{{end}}{{template\\s"a"\\s.Service}}
ps --format {{block\\s"b"\\s.}}{{.Service}}{{end}}
ps --format {{$x\\s:=\\s.Service}}{{$x}}{{$x\\s=\\s"b"}}{{$x}}
ps --format {{.Service\\s|\\supper\\s|\\sprintf\\s"%q"}}
ps --format table\\s{{.Label\\s"my.label"}}\\t{{.Service}} web
ps --format table\\s{{upper\\s.Service}}\\t{{len\\s.Name}}
ps --format table\\s{{.Health}}\\t{{.ExitCode}} once -a
ps --format table{{.Service}}
ps --format {{.Name}
ps --format {{nope\\s.Name}}
ps --format {{.Name.Foo}}
ps -aq --services
ps --quiet=false --services
ps --all=x
ps -a=0 --services
ps --status=running --status paused --services
ps --status running,exited --services
ps --status Running
ps -- web
ps web -a --services
ps -aqz
ps -p NAME
images --format {{.Repository}}
images --format table once
images off
ls --filter name
ls --format foo --filter name=NAME
volumes --format raw
volumes --format table\\s{{.Name}}\\t{{.Driver}}
volumes --format {{.Label\\s"com.docker.compose.volume"}}
volumes --format {{.Links}}\\s{{.Size}}\\s{{.Status}}
volumes -q --format json
config -q --services
config -q --images
config -q --hash web
config -q --profiles
config -q --volumes
config -q --variables
config -qo nope/file
config -o nope/file
config --hash web,nope
config --no-interpolate --format json
config web --
port web 81 --protocol udp
port --protocol=UDP web 81
port --protocol foo web 81
port --index -1 web 99
port web 80/tcp
port web -1
port web 99999
port off 80
top once
exec --index -3 web true
exec --index x web true
exec -e A=1 -eB=2 --env=C=3 db sh -c echo\\s$A$B$C
exec -unobody db id -un
exec -u nope db id
exec -w /nope db pwd
exec db nope
exec db /etc
exec db sh -c kill\\s-9\\s$$
exec -- db echo hi
exec db echo -T -d --foo
exec -Tu nobody db whoami
exec -it db echo hi
exec -t db tty
exec -dT db true
exec db sh -c echo\\so;\\secho\\se\\s>&2
run --rm --entrypoint echo\\s-n web a b
run --rm -e A=9 web printenv A
run --rm -u nobody -w /tmp web sh -c id\\s-un;\\spwd
run --rm --cap-drop ALL web grep CapEff /proc/self/status
run --rm --cap-add NET_ADMIN --cap-drop CHOWN web grep CapEff /proc/self/status
run --rm --name NAME-db-1 web true
run --rm --label a web true
run --rm -p foo web true
run --rm --env-from-file /nope web true
run --rm web nope
run --rm web sh -c kill\\s-9\\s$$
run --rm -- web echo hi
run --rm web echo --rm -T
run --rm -T -t web true
run --publish
--log-level debug ps --services
--log-level foo ps --services
--parallel=3 ps --services
--progress rawjson ps --services
--env-file=/dev/null config -q
--project-directory /nope config -q
-D ps --services
--dry-run=false ps --services
`

/** Read-only command lines and such as are refused: \`\\s\` is a space within a word, \`NAME\` the project's name. */
export const lines: readonly string[] = asked.split('\n').filter(Boolean)

/** A life of which progress is compared, told on standard output for once. */
export const told: readonly string[] = [
  'create',
  'start',
  '--progress json stop web',
  '--progress json start web',
  'restart db',
  'pause db',
  'unpause db',
  'kill web',
  'rm -f web',
  '--progress json up -d',
  'up -d',
  'up -d --force-recreate db',
  '--progress json up -d --force-recreate db',
  'scale web=1',
  '--progress json scale web=3',
  'up -d --wait --force-recreate db',
  'run --rm db true',
  '--progress json restart db',
  '--progress quiet stop web',
  'rm -f once',
  'rm -f web',
  'start db',
  '--progress json down -v',
  '--dry-run up -d',
  '--progress foo up -d',
]

/** A life, each step of which both tools go through on a project of their own. */
export const life: readonly string[] = [
  'create',
  'ps -a --services',
  'start',
  'start db',
  'stop web',
  'ps --services',
  'rm -f web',
  'up -d',
  'up -d',
  'up -d --scale web=1 web',
  'restart db',
  'pause db',
  'ps --status paused --services',
  'unpause db',
  'kill web',
  'kill -s SIGTERM once',
  'up -d --no-deps web',
  'up -d --force-recreate db',
  'scale web=3',
  'ps --format {{.Name}}',
  'scale web=1 --no-deps',
  'up -d --no-recreate',
  'stop -t 0',
  'rm -f',
  'wait once',
  'start',
  'restart',
  'up --no-start',
  'up -d --wait db',
  'run --rm -T db echo hello',
  'run --rm -T db sh -c exit\\s4',
  'run --rm --no-deps --entrypoint echo db words',
  'down --rmi local -v',
  'down',
  'ps -a',
  'volumes',
  'stop',
  'kill',
  'rm -f',
  'pause',
  'logs',
  'top',
  'images -q',
  'up -d',
  'rm -fs db',
  'start',
  'start db web',
  'down -v',
  'start',
]

/** Of these that fail, ours says something else first, and why. */
export const otherWords: Readonly<Record<string, string>> = {
  'ps --format {{.Nope}}': 'Go says at which column of the template it failed, of which type',
  'ps --format {{.Name.Foo}}': 'as above',
  'ps --format {{join\\s.Names\\s","}}': 'as above',
  'ps --format {{if\\seq\\s.ExitCode\\s"2"}}two{{end}} -a': 'as above',
  'ps --format {{index\\s.Publishers\\s9}} web': 'as above',
  'ps --format {{.Name}': 'as above, of its own grammar',
  'pull --policy foo': 'Docker Compose passes over it and says what comes of the pull',
}

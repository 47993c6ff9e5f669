#!/bin/sh
# Like the published image: flags alone mean redis-server, which then runs as the user redis and, other than
# Debian's, answers hosts beside its own unless a configuration file says otherwise.
set -e
case "${1:-}" in -* | *.conf) set -- redis-server "$@" ;; esac
[ "${1:-}" = redis-server ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  find . \! -user redis -exec chown redis '{}' +
  exec setpriv --reuid redis --regid redis --init-groups "$0" "$@"
fi
shift
case "${1:-}" in
*.conf) exec redis-server "$@" ;;
*) exec redis-server --protected-mode no "$@" ;;
esac

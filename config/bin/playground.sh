# shellcheck shell=bash
# What `run` and `demo` share: a cluster, the controller and the sample, started together, shown,
# and stopped together. Sourced; the caller sets `stage`, a directory for all that is written.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$root" || exit

local_cluster=config/local-cluster/local-cluster
jar=target/trellis.jar
graph_file=samples/web-application/graph.yaml
instance_file=samples/web-application/instance.yaml
graph=resourcegraphs.trellis.run/web-application
instance_type=webapplications.apps.example.com
instance_name=shop
namespace=team-a

stage=target/${0##*/}
log=$stage/trellis.log
build_log=$stage/build.log
cluster_log=$stage/cluster.log
kubeconfig=$root/$stage/kubeconfig
patience=${PATIENCE:-60} # seconds, for whatever should take a second or two
more_options='' # for the JVM of the controller, beside those that it is shipped with

controller='' follower='' kubectl='' kind='' cluster='' cluster_started='' sample_applied=''

# --- Talking -----------------------------------------------------------------------------------

bold='' dim='' red='' green='' yellow='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' plain=$'\e[0m'
fi

now() { # in milliseconds, where the shell can tell
  if [[ -n ${EPOCHREALTIME:-} ]]; then
    # Its decimal sign is that of the locale.
    local digits=${EPOCHREALTIME/[.,]/}
    echo "${digits%???}"
  else
    echo $((SECONDS * 1000))
  fi
}

seconds_since() { # MOMENT
  local tenths=$((($(now) - $1 + 50) / 100))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# A step is told when it is done. On a terminal, a line that says what is going on comes first.
begin() { # TEXT
  step=$1 step_begun=$(now)
  [[ ! -t 1 ]] || printf '%s… %s%s' "$yellow" "$plain" "$step"
}

end() { # TEXT
  [[ ! -t 1 ]] || printf '\r\e[K'
  printf '%s✓%s %s %s(%s)%s\n' "$green" "$plain" "$1" "$dim" "$(seconds_since "$step_begun")" "$plain"
}

give_up() { # WHAT-HAPPENED [FILE-THAT-TELLS-MORE]
  [[ ! -t 1 ]] || printf '\r\e[K'
  printf '%s✗ %s%s\n  %s\n' "$red" "$step" "$plain" "$1"
  if [[ -n ${2:-} && -s $2 ]]; then
    printf '  The last lines of %s:\n' "$2"
    tail -n 8 "$2" | cut -c1-200 | sed 's/^/    /'
  fi
  exit 1
}

# What is not foreseen is told too: a script that just ends leaves its reader alone.
set -o errtrace
trap 'printf "%s✗ Unexpected: line %s of %s failed: %s%s\n" "$red" "$LINENO" "${BASH_SOURCE[0]}" "$BASH_COMMAND" "$plain" >&2' ERR

# --- Starting ----------------------------------------------------------------------------------

refuse_to_run_twice() {
  mkdir -p "$stage"
  local pid
  if pid=$(cat "$stage/pid" 2>/dev/null) && [[ $pid != "$$" ]] &&
    [[ $(ps -o command= -p "$pid" 2>/dev/null) == *"config/bin/${0##*/}"* ]]; then
    printf 'It is running already, as process %s.\n' "$pid" >&2
    exit 1
  fi
  # Killed the hard way, the last one may have left its controller behind.
  if pid=$(cat "$stage/controller.pid" 2>/dev/null) &&
    [[ $(ps -o command= -p "$pid" 2>/dev/null) == *"$jar"* ]]; then
    kill -KILL "$pid" 2>/dev/null || true
  fi
  echo $$ >"$stage/pid"
}

build_jar() {
  if [[ -f $jar && -z $(find pom.xml src/main -newer "$jar" 2>/dev/null) ]]; then return; fi
  begin "Building $jar (its log: $build_log)"
  # shellcheck disable=SC2086  # both may be several words
  ${MVN:-$(config/bin/find-maven)} ${MVN_ARGS:-} --quiet -DskipTests package >"$build_log" 2>&1 </dev/null ||
    give_up "The build failed." "$build_log"
  end "Built $jar"
}

docker_answers() {
  command -v docker >/dev/null || return 1
  # A client that finds a socket with nobody behind it may wait for ever.
  if command -v timeout >/dev/null; then
    timeout 10 docker info >/dev/null 2>&1
  else
    docker info >/dev/null 2>&1
  fi
}

start_cluster() {
  "$local_cluster" sweep
  cluster=${CLUSTER:-}
  case $cluster in
    '') start_kind || start_local ;;
    kind)
      step='Starting a cluster with kind'
      start_kind || give_up 'It did not start.' "$cluster_log"
      ;;
    local) start_local ;;
    current) use_current ;;
    *)
      printf 'CLUSTER is kind, local or current, not: %s\n' "$cluster" >&2
      exit 2
      ;;
  esac
  write_wrapper
}

start_local() {
  local bin
  bin=$("$local_cluster" binaries)
  kubectl=$bin/kubectl
  begin 'Starting a control plane of local processes'
  cluster=local cluster_started=yes
  "$local_cluster" start "trellis-${0##*/}" --workdir "$stage/cluster" --kubeconfig "$kubeconfig" \
    --owner $$ --unsafe-no-fsync >"$cluster_log" 2>&1 || give_up 'It did not start.' "$cluster_log"
  end "Control plane of local processes, Kubernetes $(server_version)"
}

start_kind() {
  local bin
  if ! docker_answers; then
    echo 'docker info does not answer.' >"$cluster_log"
    return 1
  fi
  bin=$("$local_cluster" kind) || return 1
  kubectl=$bin/kubectl kind=$bin/kind
  begin 'Starting a cluster with kind'
  cluster=kind
  if "$kind" get clusters 2>/dev/null | grep -qx trellis; then
    # Somebody's own: used, and left as it is.
    "$kind" export kubeconfig --name trellis --kubeconfig "$kubeconfig" >"$cluster_log" 2>&1 || return 1
  else
    cluster_started=yes
    "$kind" create cluster --name trellis --kubeconfig "$kubeconfig" --wait 180s >"$cluster_log" 2>&1 || {
      "$kind" delete cluster --name trellis --kubeconfig "$kubeconfig" >/dev/null 2>&1 || true
      cluster_started=
      [[ -n ${CLUSTER:-} ]] || printf '\nkind did not start its cluster (%s); taking local processes instead.\n' "$cluster_log"
      return 1
    }
  fi
  end "Cluster of kind, Kubernetes $(server_version)"
}

use_current() {
  local bin context server answer
  bin=$("$local_cluster" kubectl)
  kubectl=$bin/kubectl
  context=$("$kubectl" config current-context 2>/dev/null) || {
    printf 'There is no current context to use: kubectl config get-contexts\n' >&2
    exit 1
  }
  (umask 077 && "$kubectl" config view --minify --flatten >"$kubeconfig")
  server=$(k config view -o jsonpath='{.clusters[0].cluster.server}')
  printf 'This installs custom resource definitions, a graph and the namespace %s into\n  context %s\n  server  %s\n' \
    "$namespace" "$bold$context$plain" "$server"
  read -r -p 'Go on? [y/N] ' answer || answer=
  [[ $answer == [yY]* ]] || exit 1
  step_begun=$(now)
  end "Current cluster, Kubernetes $(server_version)"
}

# kubectl of the cluster's own version, with the cluster's kubeconfig and no cache in the home.
k() { KUBECACHEDIR=$stage/kubectl-cache "$kubectl" --kubeconfig "$kubeconfig" "$@"; }

server_version() { k version 2>/dev/null | sed -n 's/^Server Version: //p'; }

write_wrapper() {
  printf '#!/bin/sh\nexec "%s" --kubeconfig "%s" "$@"\n' "$kubectl" "$kubeconfig" >"$stage/kubectl"
  chmod +x "$stage/kubectl"
}

apply_definitions() {
  local definitions
  begin 'Installing the custom resource definitions'
  definitions=$(k apply --server-side -k config/crd -o name 2>"$stage/apply.log") ||
    give_up 'They could not be applied.' "$stage/apply.log"
  # shellcheck disable=SC2086  # a list of words
  k wait --for=condition=Established --timeout="${patience}s" $definitions >"$stage/apply.log" 2>&1 ||
    give_up 'They are not served.' "$stage/apply.log"
  end 'Custom resource definitions'
}

port_is_free() { # PORT
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

http_status() { # PORT PATH
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
  read -r -t 5 _ status _ <&3 || status=
  exec 3>&-
  echo "$status"
}

start_controller() {
  local wanted=${PORT:-8080} java options deadline
  java=$(config/bin/find-java)
  options=$(config/bin/jvm-options)
  port=$wanted
  while ! port_is_free "$port"; do port=$((port + 1)); done
  [[ $port == "$wanted" ]] || printf '  Port %s is taken; using %s.\n' "$wanted" "$port"
  begin 'Starting the controller'
  # Lines for a person who follows them: with what each is about (%kvp), without process and threads.
  # shellcheck disable=SC2086  # a list of options
  KUBECONFIG=$kubeconfig LOGGING_PATTERN_CONSOLE='%d{HH:mm:ss.SSS} %-5p %-20logger{0} %m  %kvp{NONE}%n%wEx' \
    "$java" $options $more_options -jar "$jar" --server.address=127.0.0.1 --server.port="$port" \
    >"$log" 2>&1 </dev/null &
  controller=$!
  echo "$controller" >"$stage/controller.pid"
  # A machine that is busy with other things takes its time to start a JVM.
  deadline=$((SECONDS + 2 * patience))
  until [[ $(http_status "$port" /actuator/health/readiness 2>/dev/null) == 200 ]]; do
    kill -0 "$controller" 2>/dev/null || give_up 'It ended.' "$log"
    ((SECONDS < deadline)) || give_up "It is not ready after $((2 * patience)) s." "$log"
    sleep 0.1
  done
  end "Controller, process $controller, http://127.0.0.1:$port (its log: $log)"
}

apply_sample() {
  begin "Applying $graph_file and $instance_file"
  sample_applied=yes
  k apply --server-side -f "$graph_file" >"$stage/apply.log" 2>&1 || give_up 'The graph is refused.' "$stage/apply.log"
  k wait --for=condition=Established "$graph" --timeout="${patience}s" >"$stage/apply.log" 2>&1 || {
    k get "$graph" -o jsonpath='{range .status.problems[*]}{.path}: {.message}{"\n"}{end}' >>"$stage/apply.log" 2>&1
    give_up 'The API of the graph is not served.' "$stage/apply.log"
  }
  k apply --server-side -f "$instance_file" >"$stage/apply.log" 2>&1 ||
    give_up 'The instance is refused.' "$stage/apply.log"
  k wait --for=condition=Ready "$instance_type/$instance_name" -n "$namespace" --timeout="${patience}s" \
    >"$stage/apply.log" 2>&1 || {
    [[ ! -t 1 ]] || printf '\r\e[K'
    show_tree
    give_up "The instance is not ready after $patience s: $(instance_condition)" "$log"
  }
  end "The sample is ready"
}

i() { k "$1" "$instance_type" "$instance_name" -n "$namespace" "${@:2}"; }

instance_condition() {
  i get -o jsonpath='{range .status.conditions[?(@.type=="Ready")]}{.reason}: {.message}{end}' 2>/dev/null || echo 'it cannot be read'
}

# --- Showing -----------------------------------------------------------------------------------

# One line per fact, with a separator that no value has: the instance (I), its nodes (N), and the
# objects of the node before them (O).
facts() {
  local us='{{"\x1f"}}'
  i get -o go-template="
{{- range .status.conditions}}{{if eq .type \"Ready\" -}}
I$us{{.status}}$us{{or .reason \"\"}}$us{{or .message \"\"}}
{{end}}{{end}}
{{- range .status.graph.nodes -}}
N$us{{.id}}$us{{.state}}$us{{or .reason \"\"}}$us{{or .message \"\"}}
{{range .objects -}}
O$us{{.kind}}$us{{.apiVersion}}$us{{or .namespace \"\"}}$us{{.name}}
{{end}}{{end}}"
}

mark() { # STATE
  case $1 in
    Ready | True) printf '%s✓%s' "$green" "$plain" ;;
    Failed) printf '%s✗%s' "$red" "$plain" ;;
    Skipped) printf '%s–%s' "$dim" "$plain" ;;
    *) printf '%s…%s' "$yellow" "$plain" ;;
  esac
}

# What `kubectl get` shows of an object, as pairs of column and value.
live() { # KIND APIVERSION NAMESPACE NAME
  local type=$1
  [[ $2 != */* ]] || type=$1.${2#*/}.${2%/*}
  k get "$type" "$4" ${3:+-n "$3"} 2>/dev/null | awk -F '  +' '
    NR == 1 { for (c = 2; c <= NF; c++) column[c] = tolower($c) }
    NR == 2 {
      text = ""
      for (c = 2; c <= NF; c++)
        if (column[c] != "age" && $c != "" && $c != "<none>") text = text (text == "" ? "" : ", ") column[c] " " $c
      print text
    }'
}

show_tree() {
  local lines=() line kind a b c d last_node=-1 n prefix branch live
  while IFS= read -r line; do lines+=("$line"); done < <(facts)
  if ((${#lines[@]} == 0)); then
    printf '\nThe instance says nothing of itself yet.\n\n'
    return
  fi
  for n in "${!lines[@]}"; do [[ ${lines[n]} != N* ]] || last_node=$n; done

  printf '\n%sResourceGraph web-application%s %s\n' "$bold" "$plain" \
    "$(k get "$graph" -o go-template='{{range .status.conditions}}{{if eq .status "True"}} {{.type}}{{end}}{{end}}')"
  printf '%s└─ %s' "$dim" "$plain"
  for n in "${!lines[@]}"; do
    IFS=$'\x1f' read -r kind a b c d <<<"${lines[n]}"
    case $kind in
      I)
        printf '%s %sWebApplication %s/%s%s  %s%s%s\n' \
          "$(mark "$a")" "$bold" "$namespace" "$instance_name" "$plain" "$dim" "$c" "$plain"
        ;;
      N)
        if ((n == last_node)); then prefix='      ' branch='└─'; else prefix='   │  ' branch='├─'; fi
        [[ $b != Ready ]] || c='' d=''
        printf '   %s%s%s %s %-14s %s%s%s%s%s\n' \
          "$dim" "$branch" "$plain" "$(mark "$b")" "$a" "$b" "${c:+  $c}" "$dim" "${d:+: $d}" "$plain"
        ;;
      O)
        live=$(live "$a" "$b" "$c" "$d") || live=
        printf '%s%s%s   %s %s%s%s%s\n' "$dim" "$prefix" "$plain" "$a" "$d" "$dim" "${live:+  $live}" "$plain"
        ;;
    esac
  done
  printf '\n'
}

# The name of the first object of a kind that belongs to the instance.
object_of() { # KIND
  facts | awk -F $'\x1f' -v kind="$1" '$1 == "O" && $2 == kind { print $5; exit }'
}

# --- Stopping ----------------------------------------------------------------------------------

# Runs at every end: the last step, a failed one, Ctrl-C.
stop_everything() {
  local status=$? tries=0
  trap - EXIT
  trap '' INT TERM
  [[ -z $follower ]] || kill "$follower" 2>/dev/null || true
  # In a cluster that stays, the controller has to tidy up before it goes.
  if [[ -z $cluster_started && -n $sample_applied ]]; then remove_sample; fi
  if [[ -n $controller ]] && kill "$controller" 2>/dev/null; then
    while kill -0 "$controller" 2>/dev/null && ((tries++ < 100)); do sleep 0.1; done
    kill -KILL "$controller" 2>/dev/null || true
    wait "$controller" 2>/dev/null || true
  fi
  if [[ -n $cluster_started ]]; then
    case $cluster in
      local) "$local_cluster" stop "trellis-${0##*/}" --workdir "$stage/cluster" 2>/dev/null || true ;;
      kind) "$kind" delete cluster --name trellis --kubeconfig "$kubeconfig" >/dev/null 2>&1 || true ;;
    esac
  fi
  rm -f "$stage/pid" "$stage/controller.pid" "$stage/log.fifo" "$stage/kubectl" "$kubeconfig"
  [[ -z $controller ]] || printf '%sEverything that was started has stopped. The log of the controller: %s%s\n' "$dim" "$log" "$plain"
  exit "$status"
}

remove_sample() {
  k delete -f "$instance_file" --ignore-not-found --wait --timeout="${patience}s" >/dev/null 2>&1 || true
  k delete -f "$graph_file" --ignore-not-found --wait --timeout="${patience}s" >/dev/null 2>&1 || true
}

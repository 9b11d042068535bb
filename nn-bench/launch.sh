# The command "bench" of ./nn, which sources this file after find_java. Builds what the command
# needs: target/benchmarks.jar, and for comparisons target/peers/NAME for each peer that takes
# part, so that builds know nothing of each other.

bench=$home/nn-bench/target

# Whether a file is missing or older than the sources.
stale() {
  [ -f "$1" ] || return 0
  newer=$(
    cd "$home" && find pom.xml nn-core/pom.xml nn-core/src/main nn-simd/pom.xml nn-simd/src/main \
      nn-bench/pom.xml nn-bench/src -newer "$1" -print 2>/dev/null | head -n 1
  )
  [ -n "$newer" ]
}

# Builds into the directory $1, with further options for Maven; output goes to build.log there.
build_bench() {
  command -v mvn >/dev/null 2>&1 || fail "building needs Maven; install it (command mvn)."
  directory=$1
  shift
  mkdir -p "$directory" || exit 1
  : >"$directory/build-started"
  (cd "$home" && mvn -q -B -Dmaven.test.skip "$@" -pl nn-bench -am package) \
    >"$directory/build.log" 2>&1
}

# Prints the names of the peers that this command compares with, on a system for which there are
# natives.
peers_of() {
  [ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || return 0
  case ${1:-} in
    compare) names=pytorch,tensorflow ;;
    products) names=pytorch,blas ;;
    predict) names=onnx ;;
    generate) names=pytorch,onnx ;;
    *) return 0 ;;
  esac
  previous=
  for argument; do
    case $previous=$argument in
      *=-h | *=--help | *=--no-peers) return 0 ;;
      *=--peers=*) names=${argument#--peers=} ;;
      --peers=*) names=$argument ;;
    esac
    previous=$argument
  done
  printf '%s' "$names" | tr , ' '
}

# Builds the program of the peer $1, unless it is there. Without it the comparison says so.
build_peer() {
  peer=$bench/peers/$1
  [ -d "$home/nn-bench/src/peers/$1" ] && stale "$peer/ready" || return 0
  echo "nn: building $1; the first time, this downloads it from Maven Central ..." >&2
  rm -rf "$peer/ready" "$peer/lib"
  if build_bench "$peer" "-Dpeer=$1"; then
    touch -r "$peer/build-started" "$peer/ready"
  else
    echo "nn: no $1: the build failed, see nn-bench/target/peers/$1/build.log" >&2
  fi
}

if stale "$bench/benchmarks.jar"; then
  echo 'nn: building, which takes a few minutes ...' >&2
  rm -f "$bench/benchmarks.jar"
  build_bench "$bench" || {
    cat "$bench/build.log" >&2
    fail 'the build failed; its output is above.'
  }
  touch -r "$bench/build-started" "$bench/benchmarks.jar"
fi
for name in $(peers_of "$@"); do
  build_peer "$name"
done

# NN_JAVA_OPTS is split into words on purpose.
# shellcheck disable=SC2086
exec "$java" ${NN_JAVA_OPTS:-} --add-modules jdk.incubator.vector \
  "-Dlanewise.home=$home" -cp "$bench/benchmarks.jar" dev.lanewise.bench.Bench "$@"

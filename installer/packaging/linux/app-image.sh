#!/bin/sh
# Lays out the app-image: one trimmed runtime, studio, server and set-up beside each other, each with its own libraries.
#   app-image.sh JDK CHECKOUT TARGET VERSION
# TARGET is made anew. STUDIO_FLAGS and SERVER_FLAGS are the JVM options of ./rostrum, so that both start the same way.
set -eu

jdk=$1
checkout=$2
image=$3
version=$4
here=$checkout/installer/packaging/linux
app=$image/lib/app

# What the class path asks for (PackageIT asks jdeps again). jdk.jfr also records a running server; jdk.zipfs reads jars as folders.
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.sql,java.xml,jdk.jfr,jdk.management,jdk.net,jdk.security.auth,jdk.unsupported,jdk.unsupported.desktop,jdk.zipfs

# Of OpenCV, what no class of ours or of its core reaches; of all natives, what only developers need.
unused_opencv='aruco|barcode|bgsegm|bioinspired|cudaarithm|cudabgsegm|face|highgui|img_hash|intensity_transform|mcc|optflow|phase_unwrapping|plot|quality|rapid|saliency|shape|signal|stitching|structured_light|superres|text|tracking|videostab|wechat_qrcode|xfeatures2d|xphoto'

rm -rf "$image"
mkdir -p "$app" "$image/bin" "$image/share"

# part NAME MODULE: the program of a module, with the libraries that its manifest names.
part() {
  mkdir -p "$app/$1"
  cp -p "$checkout/$2/target/$2.jar" "$app/$1/"
  cp -rp "$checkout/$2/target/lib" "$app/$1/lib"
}
part studio studio-app
part server companion-server
part setup installer
cp -p "$checkout/companion-server/src/main/resources/rostrum.yaml" "$app/server/rostrum.yaml"
[ ! -d "$checkout/companion-server/target/ffmpeg" ] || cp -rp "$checkout/companion-server/target/ffmpeg" "$app/server/ffmpeg"

# trim JAR PATTERN: packs a jar again without the entries whose path matches.
trim() {
  [ -f "$1" ] || return 0
  work=$(mktemp -d)
  (cd "$work" && "$jdk/bin/jar" -xf "$1" && find . -type f | grep -E "$2" | tr '\n' '\0' | xargs -0 -r rm -f)
  mv "$work/META-INF/MANIFEST.MF" "$work.mf"
  "$jdk/bin/jar" --create --file "$1" --manifest "$work.mf" -C "$work" .
  rm -rf "$work" "$work.mf"
}
# Jars are packed again beside each other, while the runtime is linked.
side=
beside() {
  "$@" &
  side="$side $!"
}
# Waits for all that runs beside, and ends where one of them failed.
join() {
  for child in $side; do wait "$child"; done
  side=
}
platform=$(uname -m)
developers='/(include|python|share|cmake|pkgconfig)/'
for jar in "$app"/studio/lib/opencv-*-linux-*.jar; do beside trim "$jar" "$developers|libopencv_java\\.so|lib(jni)?opencv_($unused_opencv)\\.so"; done
for jar in "$app"/studio/lib/openblas-*-linux-*.jar; do beside trim "$jar" "$developers|libjniopenblas_full\\.so"; done
# its discovery is used, its own capture is not
for jar in "$app"/studio/lib/webcam-capture-*.jar; do beside trim "$jar" "/webcam/ds/buildin/lib/"; done
# the key store's: natives of one platform are enough
for jar in "$app"/studio/lib/jna-[0-9]*.jar; do
  beside trim "$jar" "/com/sun/jna/((aix|darwin|freebsd|openbsd|sunos|win32)-[^/]*|linux-(arm|armel|loongarch64|mips64el|ppc|ppc64le|riscv64|s390x|x86|$([ "$platform" = x86_64 ] && echo aarch64 || echo x86-64)))/"
done
# the server's database: likewise
for jar in "$app"/server/lib/sqlite-jdbc-*.jar; do
  beside trim "$jar" "/org/sqlite/native/(FreeBSD|Linux-Musl|Mac|Windows|Linux/(arm|armv6|armv7|ppc64|riscv64|x86|$([ "$platform" = x86_64 ] && echo aarch64 || echo x86_64)))/"
done
beside trim "$app/setup/lib/$(cd "$app/setup/lib" && ls flatlaf-[0-9]*.jar)" "/natives/flatlaf-windows|/natives/libflatlaf-(macos|linux-$([ "$platform" = x86_64 ] && echo arm64 || echo x86_64))"

"$jdk/bin/jlink" --add-modules "$modules" --output "$image/lib/runtime" --strip-java-debug-attributes --no-header-files \
  --no-man-pages --compress zip-6 --generate-cds-archive
# Only `java` is run; the archive without compressed pointers is for heaps above 32 GB.
find "$image/lib/runtime/bin" -type f ! -name java -delete
rm -f "$image/lib/runtime/lib/server/classes_nocoops.jsa" "$image/lib/runtime/lib/jexec"
join

# JavaFX finds its native libraries beside its jar; from within the jar it would unpack them, and compare checksums at each start.
javafx=$(cd "$app/studio/lib" && ls javafx-graphics-*-linux*.jar)
(cd "$app/studio/lib" && "$jdk/bin/jar" -tf "$javafx" | grep '\.so$' | xargs "$jdk/bin/jar" -xf "$javafx")
trim "$app/studio/lib/$javafx" '\.so$'
# Style sheets in the form that needs no parsing.
sheets=$(mktemp -d)
(cd "$sheets" && "$jdk/bin/jar" -xf "$app/studio/studio-app.jar" && find . -name '*.css' | while read -r sheet; do
  "$jdk/bin/java" -cp "$app/studio/lib/javafx-base-${javafx#javafx-graphics-}:$app/studio/lib/$javafx" com.sun.javafx.css.parser.Css2Bin "$sheet" "${sheet%.css}.bss"
  "$jdk/bin/jar" -uf "$app/studio/studio-app.jar" "${sheet%.css}.bss"
done)
rm -rf "$sheets"

options() { printf '%s\n' "$1" | tr -s ' \n' '\n\n' | grep -v -e '^$' -e '^-Drostrum\.home='; }
options "$STUDIO_FLAGS" >"$app/studio.options"
options "$SERVER_FLAGS" >"$app/server.options"
printf 'version=%s\n' "$version" >"$image/lib/image.properties"

install -m 755 "$here/rostrum" "$here/rostrum-server" "$image/bin/"
"$jdk/bin/java" -Djava.awt.headless=true -cp "$app/setup/installer.jar" io.rostrum.installer.icon.IconFiles "$image/share"
cp "$here/rostrum.1" "$here/io.rostrum.Rostrum.metainfo.xml" "$here/pulse-client.conf" "$image/share/"
cp "$checkout/LICENSE" "$checkout/THIRD-PARTY.md" "$image/share/"
cp -r "$image/lib/runtime/legal" "$image/share/legal" && rm -rf "$image/lib/runtime/legal"
find "$image" -type d -exec chmod 755 {} +
find "$image" -type f -exec chmod u+rw,go+r,go-w {} +

# Record what a start of each program loads. The runtime must be the one that uses it, and the same options must be given
# (JEP 514); the JVM knows jars again by size and time of change, also in another folder.
data=$(mktemp -d)
# record PROGRAM OPTIONS_AND_ARGUMENTS...: starts a program, which ends by itself, and writes its cache.
record() {
  program=$1
  shift
  log=$data/$(basename "$program").log
  if ! HOME=$data timeout 300 "$image/lib/runtime/bin/java" -XX:AOTCacheOutput="$app/$program.aot" -Xlog:disable -Xlog:all=error:stderr "$@" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
}
beside record server/companion-server @"$app/server.options" \
  -jar "$app/server/companion-server.jar" --data "$data/server" --http 0 --rtmp 0 --exit-when-ready
# the studio's window, where nobody sees it, with a test card in it
mkdir "$data/studio"
cp "$here/first-picture.json" "$data/studio/settings.json"
beside record studio/studio-app @"$app/studio.options" -Dglass.platform=Headless -Dprism.order=sw "-Dorg.bytedeco.javacpp.cachedir=$data/natives" \
  "-Djavafx.cachedir=$data/javafx" "-Drostrum.home=$app" -jar "$app/studio/studio-app.jar" studio --data "$data/studio" --exit-when-shown
join
rm -rf "$data"

#!/bin/sh
# Makes Rostrum.app and a .dmg on macOS, with a trimmed runtime. Run in a checkout on macOS:
#   installer/packaging/macos/package.sh [--sign "Developer ID Application: NAME (TEAM)"]
# Needs JDK 25 (JAVA_HOME), Maven, Node.js with npm, and Xcode's command line tools. Without --sign the app is for this machine only:
# Gatekeeper refuses it elsewhere.
set -eu

checkout=$(CDPATH= cd -- "$(dirname -- "$0")/../../.." && pwd)
here=$checkout/installer/packaging/macos
identity=
while [ $# -gt 0 ]; do
  case "$1" in
    --sign)
      [ $# -ge 2 ] || { echo "package.sh: --sign needs the name of a signing identity" >&2; exit 2; }
      identity=$2
      shift 2
      ;;
    *) echo "package.sh: $1 is unknown (expected: --sign IDENTITY)" >&2; exit 2 ;;
  esac
done
: "${JAVA_HOME:?package.sh: JAVA_HOME is not set (expected: the folder of a JDK 25)}"
[ "$(uname -s)" = Darwin ] || { echo "package.sh: this is not macOS; ./rostrum package makes the packages of Linux" >&2; exit 1; }

(cd "$checkout" && mvn -B -ntp -pl studio-app,companion-server,installer -am -DskipTests package)
dist=$checkout/installer/target/dist
rm -rf "$dist"
mkdir -p "$dist/input" "$dist/resources"

# part NAME MODULE: the same layout as on Linux: each part with its own libraries.
part() {
  mkdir -p "$dist/input/$1"
  cp -p "$checkout/$2/target/$2.jar" "$dist/input/$1/"
  cp -Rp "$checkout/$2/target/lib" "$dist/input/$1/lib"
}
part studio studio-app
part server companion-server
[ ! -d "$checkout/companion-server/target/ffmpeg" ] || cp -Rp "$checkout/companion-server/target/ffmpeg" "$dist/input/server/ffmpeg"
"$JAVA_HOME/bin/java" -Djava.awt.headless=true -cp "$checkout/installer/target/installer.jar" io.rostrum.installer.icon.IconFiles "$dist/icons"
cp "$here/Info.plist" "$here/entitlements.plist" "$dist/resources/"

modules=$(sed -n 's/^modules=//p' "$checkout/installer/packaging/linux/app-image.sh")
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$dist/runtime" --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6

version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$checkout/pom.xml" | head -n 1 | sed 's/-SNAPSHOT$//')
# jpackage refuses a first number of 0 here, as Apple's rules for CFBundleVersion do.
case "$version" in 0.*) version=1.${version#0.} ;; esac

set -- --name Rostrum --app-version "$version" --vendor "The Rostrum project" --icon "$dist/icons/rostrum.icns" --dest "$dist" \
  --input "$dist/input" --main-jar studio/studio-app.jar --main-class io.rostrum.studio.Main --runtime-image "$dist/runtime" \
  --arguments studio --resource-dir "$dist/resources" --mac-package-identifier io.rostrum.Rostrum \
  --java-options --enable-native-access=ALL-UNNAMED --java-options -Dorg.bytedeco.javacpp.nopointergc=true \
  --java-options -XX:+UseSerialGC --java-options -Xmx512m --java-options '-Drostrum.home=$APPDIR' \
  --add-launcher "rostrum-server=$here/rostrum-server.properties"
[ -z "$identity" ] || set -- "$@" --mac-sign --mac-signing-key-user-name "$identity" --mac-entitlements "$here/entitlements.plist"
"$JAVA_HOME/bin/jpackage" --type app-image "$@"

set -- --type dmg --name Rostrum --app-version "$version" --app-image "$dist/Rostrum.app" --dest "$dist"
[ -z "$identity" ] || set -- "$@" --mac-sign --mac-signing-key-user-name "$identity"
"$JAVA_HOME/bin/jpackage" "$@"
echo "$dist/Rostrum-$version.dmg"
[ -z "$identity" ] || echo "Signed. Apple also wants it notarized: xcrun notarytool submit $dist/Rostrum-$version.dmg --wait, then xcrun stapler staple."

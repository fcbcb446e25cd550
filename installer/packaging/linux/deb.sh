#!/bin/sh
# Packs the app-image as a Debian package.
#   deb.sh IMAGE VERSION OUTPUT
# DEB_COMPRESSION names another way to compress it than xz, as dpkg-deb does.
# The package is put together here rather than by jpackage, which knows no configuration files of the administrator's, adds the packages
# of the machine it runs on to the dependencies, and has no place for a service (docs/adr/0010).
set -eu

image=$1
version=$2
output=$3
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
templates=$here/../../src/main/resources/io/rostrum/installer/setup/plan
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

mkdir -p "$root/opt" "$root/DEBIAN"
cp -rp "$image" "$root/opt/rostrum"
home=$root/opt/rostrum
echo 'managed=dpkg' >>"$home/lib/image.properties"

put() { install -D -m 644 "$1" "$root/$2"; }
put "$image/share/rostrum.svg" usr/share/icons/hicolor/scalable/apps/rostrum.svg
for size in 48 128 256; do put "$image/share/rostrum-$size.png" "usr/share/icons/hicolor/${size}x$size/apps/rostrum.png"; done
put "$image/share/io.rostrum.Rostrum.metainfo.xml" usr/share/metainfo/io.rostrum.Rostrum.metainfo.xml
put "$here/debian/copyright" usr/share/doc/rostrum/copyright
put "$image/share/THIRD-PARTY.md" usr/share/doc/rostrum/THIRD-PARTY.md
mkdir -p "$root/usr/share/man/man1" "$root/usr/share/applications" "$root/usr/lib/systemd/system" "$root/etc/rostrum" "$root/usr/bin"
gzip -9n <"$here/rostrum.1" >"$root/usr/share/man/man1/rostrum.1.gz"
printf 'rostrum (%s) stable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- The Rostrum project <rostrum@localhost>  %s\n' \
  "$version" "$(date -u -R -d '2026-11-21')" | gzip -9n >"$root/usr/share/doc/rostrum/changelog.gz"
sed 's|@PROGRAM@|rostrum|' "$templates/io.rostrum.Rostrum.desktop" >"$root/usr/share/applications/io.rostrum.Rostrum.desktop"
sed -e 's|@PROGRAM@|/usr/bin/rostrum-server|' -e 's|@CONFIG@|/etc/rostrum/rostrum.yaml|' \
  -e 's|^@STATE@$|StateDirectory=rostrum\nStateDirectoryMode=0750|' "$templates/system.service" >"$root/usr/lib/systemd/system/rostrum-server.service"
sed 's|^data:$|data: /var/lib/rostrum|' "$image/lib/app/server/rostrum.yaml" >"$root/etc/rostrum/rostrum.yaml"
grep -q '^data: /var/lib/rostrum$' "$root/etc/rostrum/rostrum.yaml"
ln -s /opt/rostrum/bin/rostrum "$root/usr/bin/rostrum"
ln -s /opt/rostrum/bin/rostrum-server "$root/usr/bin/rostrum-server"
find "$root" -path "$home" -prune -o -type f -exec chmod 644 {} +
find "$root" -type d -exec chmod 755 {} +

size=$(du -sk --exclude=DEBIAN "$root" | cut -f 1)
sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@SIZE@|$size|" "$here/debian/control" >"$root/DEBIAN/control"
echo /etc/rostrum/rostrum.yaml >"$root/DEBIAN/conffiles"
install -m 755 "$here/debian/postinst" "$here/debian/prerm" "$here/debian/postrm" "$root/DEBIAN/"
(cd "$root" && find . -path ./DEBIAN -prune -o -path ./etc -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/conffiles" "$root/DEBIAN/md5sums"

# Most of it is compressed already: more effort costs minutes and saves a few per cent.
mkdir -p "$output"
dpkg-deb --root-owner-group "-Z${DEB_COMPRESSION:-xz}" -z1 --build "$root" "$output/rostrum_${version}_$architecture.deb"

#!/bin/sh
# Makes the archives beside this script by the tools that people use: GNU tar, gzip and Info-ZIP.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
long=$(printf 'a-folder-with-quite-a-long-name/%.0s' 1 2 3 4 5)
mkdir -p "words/yes" "words/$long" "words/no way"
printf 'one' >words/yes/1.txt
printf 'two' >"words/no way/2.txt"
printf 'three' >"words/$long/3.txt"
head -c 2000 /dev/zero | tr '\0' x >words/yes/4.txt
printf 'ä' >"words/yes/größe.txt"
find words -exec touch -d '2020-01-01 00:00:00 UTC' {} +
packed() { tar --sort=name --owner=0 --group=0 --numeric-owner "$@"; }
for format in gnu pax ustar v7; do
  list=words
  # The oldest forms hold no name so long.
  [ "$format" = v7 ] && list='words/yes words/no*'
  # shellcheck disable=SC2086 # a list
  packed --format=$format -c $list | gzip -9n >"$here/$format.tar.gz"
done
TZ=UTC zip -qrX "$here/info-zip.zip.new" words && mv "$here/info-zip.zip.new" "$here/info-zip.zip"
TZ=UTC zip -qX -fz "$here/zip64.zip.new" words/yes/1.txt && mv "$here/zip64.zip.new" "$here/zip64.zip"
TZ=UTC zip -qX -P secret "$here/encrypted.zip.new" words/yes/1.txt && mv "$here/encrypted.zip.new" "$here/encrypted.zip"

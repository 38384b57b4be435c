#!/bin/sh
# The versions of a photo by ImageMagick as diaspora* makes them: the full size first, and each version from that.
# diaspora.sh INPUT FOLDER
set -eu
export MAGICK_THREAD_LIMIT=1
convert=/usr/bin/convert
"$convert" "$1[0]" -auto-orient -strip "$2/raw.webp"
sharp="-unsharp 1.5x1+0.7+0.02"
"$convert" "$2/raw.webp" -resize '50x50^' -gravity Center -extent 50x50 $sharp "$2/thumb_small.webp"
"$convert" "$2/raw.webp" -resize '100x100>' $sharp "$2/thumb_medium.webp"
"$convert" "$2/raw.webp" -resize '300x1500>' "$2/thumb_large.webp"
"$convert" "$2/raw.webp" -resize '700x>' "$2/scaled_full.webp"

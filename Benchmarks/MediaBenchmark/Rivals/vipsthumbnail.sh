#!/bin/sh
# The four versions of a photo by vipsthumbnail, each from the original: vipsthumbnail.sh INPUT FOLDER
set -eu
export VIPS_CONCURRENCY=1
vipsthumbnail "$1" --size 700x16383\> -o "$2/scaled_full.webp[Q=80,strip]"
vipsthumbnail "$1" --size 300x1500\> -o "$2/thumb_large.webp[Q=80,strip]"
vipsthumbnail "$1" --size 100x100\> -o "$2/thumb_medium.webp[Q=80,strip]"
vipsthumbnail "$1" --size 50x50 --smartcrop centre -o "$2/thumb_small.webp[Q=80,strip]"

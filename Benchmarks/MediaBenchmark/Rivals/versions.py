"""The four versions of a photo by Pillow, one decode in cascade: versions.py INPUT FOLDER COUNT; prints seconds."""
import sys
import time

from PIL import Image, ImageOps

Image.MAX_IMAGE_PIXELS = None
source, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for _ in range(count):
    begin = time.monotonic()
    image = Image.open(source)
    image.draft("RGB", (1400, 1400))
    image = ImageOps.exif_transpose(image).convert("RGB")
    for name, size in [("scaled_full", (700, 16383)), ("thumb_large", (300, 1500)), ("thumb_medium", (100, 100))]:
        image.thumbnail(size, Image.LANCZOS, reducing_gap=2.0)
        image.save(f"{folder}/{name}.webp", quality=80, method=4)
        if name == "thumb_large":
            ImageOps.fit(image, (50, 50), Image.LANCZOS).save(f"{folder}/thumb_small.webp", quality=80, method=4)
    print(time.monotonic() - begin)

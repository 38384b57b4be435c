#ifndef CVIPS_H
#define CVIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libvips' calls are variadic, which Swift cannot import; each function here wraps one of them, or a few that
// always go together. Those that return int answer 0 for success, and then own one reference in *out, which
// cvips_release gives back.

typedef struct _VipsImage VipsImage;

typedef enum { CVIPS_JPEG, CVIPS_PNG, CVIPS_GIF, CVIPS_WEBP } cvips_format;

typedef enum { CVIPS_SRGB, CVIPS_GREY, CVIPS_CMYK, CVIPS_SRGB16 } cvips_space;

/// What a file's header says. Sizes are those of one page, as stored.
typedef struct {
    int width;
    int height;
    int pages;
    int bands;
    int sample_bytes;
    int orientation;
    /// A progressive JPEG or an interlaced PNG: its decoder keeps the whole picture.
    bool buffered;
} cvips_header;

/// How a picture becomes a file. What a format does not know is ignored.
typedef struct {
    cvips_format format;
    int quality;
    int effort;
    bool strip;
    bool progressive;
    /// Converts to Display P3 and embeds its profile.
    bool wide_gamut;
} cvips_encoding;

/// A GIF's frame, of which each pixel is the number of a colour, in the order of the file.
typedef struct {
    const uint8_t *pixels;
    /// As many as there are: those of the last rows may be missing.
    size_t count;
    int left;
    int top;
    int width;
    int height;
    bool interlaced;
} cvips_frame;

/// Has libvips leave its modules alone: they are for formats that are refused anyway, and bring ImageMagick, Poppler and
/// more into the process. To be called before cvips_start, and before there is a second thread.
void cvips_leave_modules(void);
/// Starts libvips for hostile input: only the loaders of cvips_format are allowed, one thread a picture,
/// no cache, silent.
int cvips_start(const char *name);
/// Copies and clears libvips' error text. libvips has one for the process, so two threads that fail at the
/// same time may find each other's words: they are for people, never for decisions.
void cvips_take_error(char *text, size_t capacity);
void cvips_release(VipsImage *image);
void cvips_free(void *bytes);

// Files

/// Opens by the named loader; pixels are decoded, once and top to bottom, by whoever asks for them.
/// `bytes` must outlive the image. `pages` is for GIF and WebP; `shrink` times smaller come JPEG, by 1, 2, 4 or 8, and
/// WebP, by any number from 1.
int cvips_open(
    cvips_format format, const void *bytes, size_t length, int pages, double shrink, VipsImage **out
);
/// Decodes a still WebP to exactly this size in memory, given what cvips_open said of it, of which the colour profile stays.
/// libvips' own way takes the picture two more times. `bytes` need not outlive the image.
int cvips_decode_webp(
    VipsImage *header, const void *bytes, size_t length, int width, int height, VipsImage **out
);
/// The first frame of a GIF on an empty canvas, given what cvips_open said of it; `palette` is red, green, blue and
/// opacity. libvips' own way keeps the canvas in four bytes a pixel. The frame's pixels must outlive the image.
int cvips_coloured(VipsImage *header, cvips_frame frame, const uint8_t palette[4 * 256], VipsImage **out);
void cvips_read_header(VipsImage *image, cvips_header *header);
int cvips_encode(VipsImage *image, cvips_encoding encoding, uint8_t **bytes, size_t *length);
/// A still picture of 8-bit sRGB in memory as lossy WebP without metadata. libvips' own way to it takes a copy of all
/// pixels more. The transparency of a large one is not compressed, which would take some 20 bytes a pixel. `effort` trades time for a smaller file, 0 to 6.
int cvips_encode_webp(VipsImage *image, int quality, int effort, uint8_t **bytes, size_t *length);

// Pictures

int cvips_width(const VipsImage *image);
int cvips_height(const VipsImage *image);
/// Decodes to 8-bit sRGB in memory, through the embedded profile where there is a usable one, scaled to exactly this
/// size, then turned upright by its EXIF orientation, 1 to 8; only an animation's frames and times remain of metadata.
int cvips_load(VipsImage *image, int width, int height, int orientation, VipsImage **out);
/// Stores upright pixels so that `orientation` turns them upright again.
int cvips_disoriented(VipsImage *image, int orientation, VipsImage **out);
int cvips_crop(VipsImage *image, int left, int top, int width, int height, VipsImage **out);
/// Crops to one page, which then is a picture like any other.
int cvips_page(VipsImage *image, int page_height, int page, VipsImage **out);
/// Scales to exactly this size, transparency weighted, into memory.
int cvips_resize(VipsImage *image, int width, int height, VipsImage **out);
int cvips_convert(VipsImage *image, cvips_space space, VipsImage **out);
/// Four bytes a pixel: red, green, blue, alpha. Free with cvips_free.
int cvips_rgba(VipsImage *image, uint8_t **bytes, size_t *length);
/// Copies `width * height * bands` samples; 1 band is grey, 3 are sRGB, 4 are sRGB and alpha.
int cvips_from_bytes(const uint8_t *bytes, int width, int height, int bands, VipsImage **out);
/// Puts pictures of one size one below the other as the frames of an animation.
int cvips_animation(VipsImage **frames, int count, int delay, VipsImage **out);
/// The same, with the times of another animation, and not before pixels are asked for.
int cvips_roll(VipsImage **frames, int count, VipsImage *like, VipsImage **out);
/// Joins pictures in rows of equal cells on an opaque background, with a margin around all.
int cvips_sheet(
    VipsImage **pictures, int count, int columns, int cell_width, int cell_height, int margin,
    const double background[3], VipsImage **out
);

// Drawing: pictures of floats, 0 to 255 in sRGB, and masks of 0 to 255 in one band

int cvips_from_floats(const float *samples, int width, int height, int bands, VipsImage **out);
/// Repeats a row or a column until it fills the size.
int cvips_spread(VipsImage *image, int width, int height, VipsImage **out);
/// A mask of what lies below a skyline, given as one height (from the top) for each column.
int cvips_below(const float *skyline, int width, int height, double softness, VipsImage **out);
/// A mask that falls off from its centre like a bell.
int cvips_glow(int width, int height, double x, double y, double radius, VipsImage **out);
/// Perlin noise of -1 to 1.
int cvips_perlin(int width, int height, int cell, int seed, VipsImage **out);
int cvips_gaussian_noise(int width, int height, double sigma, int seed, VipsImage **out);
/// image * scale + offset.
int cvips_linear(VipsImage *image, double scale, double offset, VipsImage **out);
int cvips_add(VipsImage *left, VipsImage *right, VipsImage **out);
int cvips_multiply(VipsImage *left, VipsImage *right, VipsImage **out);
/// `over` where the mask is 255, `under` where it is 0, mixed between.
int cvips_blend(VipsImage *mask, VipsImage *over, VipsImage *under, VipsImage **out);
/// Computes now, into memory, what will be used more than once.
int cvips_settle(VipsImage *image, VipsImage **out);
/// What a mask can hold: 0 to 255.
int cvips_clamp(VipsImage *mask, VipsImage **out);
int cvips_first_band(VipsImage *image, VipsImage **out);
int cvips_blur(VipsImage *image, double sigma, VipsImage **out);
int cvips_mirror(VipsImage *image, VipsImage **out);
/// One above the other; equally wide.
int cvips_stack(VipsImage *upper, VipsImage *lower, VipsImage **out);
int cvips_scale(VipsImage *image, int width, int height, VipsImage **out);
/// Rounds to 8-bit sRGB in memory.
int cvips_finish(VipsImage *image, VipsImage **out);

#endif

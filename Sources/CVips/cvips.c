#include "cvips.h"
#include "steps.h"
#include <string.h>

static void discard(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
    (void)domain, (void)level, (void)message, (void)data;
}

void cvips_leave_modules(void) { g_setenv("VIPSHOME", "/nowhere", TRUE); }

int cvips_start(const char *name) {
    g_log_set_handler("VIPS", G_LOG_LEVEL_MASK, discard, NULL);
    if (vips_init(name)) return -1;
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadNsgif", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return 0;
}

void cvips_take_error(char *text, size_t capacity) {
    char *words = vips_error_buffer_copy();
    g_strlcpy(text, g_strchomp(words), capacity);
    g_free(words);
}

void cvips_release(VipsImage *image) { g_object_unref(image); }
void cvips_free(void *bytes) { g_free(bytes); }

// Files

int cvips_open(
    cvips_format format, const void *bytes, size_t length, int pages, double shrink, VipsImage **out
) {
    void *buffer = (void *)bytes;
    switch (format) {
    case CVIPS_JPEG:
        return vips_jpegload_buffer(
            buffer, length, out, "shrink", (int)shrink, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
            NULL);
    case CVIPS_PNG:
        return vips_pngload_buffer(
            buffer, length, out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
    case CVIPS_GIF:
        return vips_gifload_buffer(
            buffer, length, out, "n", pages, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
    case CVIPS_WEBP:
        return vips_webpload_buffer(
            buffer, length, out, "n", pages, "scale", 1.0 / shrink, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
            VIPS_FAIL_ON_ERROR, NULL);
    }
    return -1;
}

static bool is_set(VipsImage *image, const char *field) {
    int value = 0;
    return vips_image_get_typeof(image, field) && !vips_image_get_int(image, field, &value) && value;
}

void cvips_read_header(VipsImage *image, cvips_header *header) {
    header->width = vips_image_get_width(image);
    header->height = vips_image_get_page_height(image);
    header->pages = vips_image_get_n_pages(image);
    header->bands = vips_image_get_bands(image);
    header->sample_bytes = (int)vips_format_sizeof(vips_image_get_format(image));
    header->orientation = vips_image_get_orientation(image);
    header->buffered = is_set(image, "jpeg-multiscan") || is_set(image, "interlaced");
}

int cvips_encode(VipsImage *image, cvips_encoding encoding, uint8_t **bytes, size_t *length) {
    STEPS(1);
    void *buffer = NULL;
    if (encoding.wide_gamut ? vips_icc_transform(image, &t[0], "p3", "input_profile", "srgb", "depth", 8, NULL)
                            : vips_copy(image, &t[0], NULL))
        FINISH(-1);
    int status = -1;
    switch (encoding.format) {
    case CVIPS_JPEG:
        status = vips_jpegsave_buffer(
            t[0], &buffer, length, "Q", encoding.quality, "strip", encoding.strip, "interlace", encoding.progressive,
            "optimize_coding", TRUE, NULL);
        break;
    case CVIPS_PNG:
        status = vips_pngsave_buffer(
            t[0], &buffer, length, "strip", encoding.strip, "interlace", encoding.progressive, NULL);
        break;
    case CVIPS_GIF:
        status = vips_gifsave_buffer(
            t[0], &buffer, length, "strip", encoding.strip, "effort", 1 + encoding.effort, NULL);
        break;
    case CVIPS_WEBP:
        status = vips_webpsave_buffer(
            t[0], &buffer, length, "Q", encoding.quality, "effort", encoding.effort, "strip", encoding.strip, NULL);
        break;
    }
    *bytes = buffer;
    FINISH(status);
}

// Pictures

int cvips_width(const VipsImage *image) { return vips_image_get_width(image); }
int cvips_height(const VipsImage *image) { return vips_image_get_height(image); }

// To 8-bit sRGB, through the embedded profile where there is a usable one.
static int to_srgb(VipsImage *image, VipsImage **out) {
    STEPS(1);
    const char *fallback = vips_image_get_interpretation(image) == VIPS_INTERPRETATION_CMYK ? "cmyk" : "srgb";
    gboolean managed =
        vips_image_get_typeof(image, VIPS_META_ICC_NAME) &&
        !vips_icc_transform(image, &t[0], "srgb", "embedded", TRUE, "input_profile", fallback, "depth", 8, NULL);
    if (!managed) {
        // A profile that cannot be used is no reason to refuse a photo.
        vips_error_clear();
        if (vips_colourspace(image, &t[0], VIPS_INTERPRETATION_sRGB, NULL)) FINISH(-1);
    }
    FINISH(vips_cast_uchar(t[0], out, NULL));
}

static void *collect(VipsImage *image, const char *name, GValue *value, void *names) {
    static const char *const animation[] = {"delay", "loop", VIPS_META_N_PAGES, VIPS_META_PAGE_HEIGHT, NULL};
    (void)image, (void)value;
    // The built-in fields come first and cannot be removed; vips_image_remove leaves them alone.
    if (!g_strv_contains(animation, name)) g_ptr_array_add(names, g_strdup(name));
    return NULL;
}

// Forgets all metadata but an animation's frames and times.
static void strip(VipsImage *image) {
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    vips_image_map(image, collect, names);
    for (guint i = 0; i < names->len; i++) vips_image_remove(image, g_ptr_array_index(names, i));
    g_ptr_array_free(names, TRUE);
}

// Scales to exactly this size, transparency weighted.
static int resize(VipsImage *image, int width, int height, VipsImage **out) {
    STEPS(3);
    double across = (double)width / vips_image_get_width(image);
    double down = (double)height / vips_image_get_height(image);
    if (across == 1 && down == 1) FINISH(vips_copy(image, out, NULL));
    if (!vips_image_hasalpha(image)) FINISH(vips_resize(image, out, across, "vscale", down, NULL));
    FINISH(
        vips_premultiply(image, &t[0], NULL) || vips_resize(t[0], &t[1], across, "vscale", down, NULL) ||
        vips_unpremultiply(t[1], &t[2], NULL) || vips_cast_uchar(t[2], out, NULL));
}

// Whether it is in memory already, as cvips_load would give it.
static bool is_loaded(VipsImage *image, int width, int height, int orientation) {
    return image->dtype == VIPS_IMAGE_SETBUF && orientation == 1 && vips_image_get_width(image) == width &&
        vips_image_get_height(image) == height && vips_image_get_format(image) == VIPS_FORMAT_UCHAR &&
        vips_image_get_interpretation(image) == VIPS_INTERPRETATION_sRGB &&
        !vips_image_get_typeof(image, VIPS_META_ICC_NAME);
}

int cvips_load(VipsImage *image, int width, int height, int orientation, VipsImage **out) {
    if (is_loaded(image, width, height, orientation)) {
        g_object_ref(image);
        *out = image;
        return 0;
    }
    STEPS(4);
    if (to_srgb(image, &t[0]) || resize(t[0], width, height, &t[1])) FINISH(-1);
    if (orientation == 1) {
        if (in_memory(t[1], out)) FINISH(-1);
    } else {
        if (in_memory(t[1], &t[2])) FINISH(-1);
        // libvips has not read every format's.
        vips_image_set_int(t[2], VIPS_META_ORIENTATION, orientation);
        if (vips_autorot(t[2], &t[3], NULL) || in_memory(t[3], out)) FINISH(-1);
    }
    strip(*out);
    FINISH(0);
}

int cvips_disoriented(VipsImage *image, int orientation, VipsImage **out) {
    // What autorot does for these is its own reverse, apart from the two quarter turns, which swap.
    int reverse = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
    STEPS(3);
    if (vips_copy(image, &t[0], NULL)) FINISH(-1);
    vips_image_set_int(t[0], VIPS_META_ORIENTATION, reverse);
    if (vips_autorot(t[0], &t[1], NULL) || vips_copy(t[1], &t[2], NULL)) FINISH(-1);
    vips_image_set_int(t[2], VIPS_META_ORIENTATION, orientation);
    FINISH(in_memory(t[2], out));
}

int cvips_crop(VipsImage *image, int left, int top, int width, int height, VipsImage **out) {
    return vips_extract_area(image, out, left, top, width, height, NULL);
}

int cvips_page(VipsImage *image, int page_height, int page, VipsImage **out) {
    STEPS(1);
    int width = vips_image_get_width(image);
    if (vips_extract_area(image, &t[0], 0, page * page_height, width, page_height, NULL) || vips_copy(t[0], out, NULL))
        FINISH(-1);
    // Left in place, a page height would cut a version of a matching size into frames.
    vips_image_remove(*out, VIPS_META_PAGE_HEIGHT);
    vips_image_remove(*out, VIPS_META_N_PAGES);
    FINISH(0);
}

int cvips_resize(VipsImage *image, int width, int height, VipsImage **out) {
    STEPS(1);
    FINISH(resize(image, width, height, &t[0]) || in_memory(t[0], out));
}

int cvips_convert(VipsImage *image, cvips_space space, VipsImage **out) {
    static const VipsInterpretation spaces[] = {
        VIPS_INTERPRETATION_sRGB, VIPS_INTERPRETATION_B_W, VIPS_INTERPRETATION_CMYK, VIPS_INTERPRETATION_RGB16};
    return vips_colourspace(image, out, spaces[space], NULL);
}

int cvips_rgba(VipsImage *image, uint8_t **bytes, size_t *length) {
    STEPS(1);
    if (vips_image_hasalpha(image) ? vips_copy(image, &t[0], NULL) : vips_addalpha(image, &t[0], NULL)) FINISH(-1);
    *bytes = vips_image_write_to_memory(t[0], length);
    FINISH(*bytes ? 0 : -1);
}

int cvips_from_bytes(const uint8_t *bytes, int width, int height, int bands, VipsImage **out) {
    STEPS(1);
    size_t length = (size_t)width * height * bands;
    t[0] = vips_image_new_from_memory_copy(bytes, length, width, height, bands, VIPS_FORMAT_UCHAR);
    VipsInterpretation space = bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    FINISH(!t[0] || vips_copy(t[0], out, "interpretation", space, NULL));
}

int cvips_animation(VipsImage **frames, int count, int delay, VipsImage **out) {
    STEPS(2);
    if (vips_arrayjoin(frames, &t[0], count, "across", 1, NULL) || vips_copy(t[0], &t[1], NULL)) FINISH(-1);
    int *delays = g_new(int, count);
    for (int i = 0; i < count; i++) delays[i] = delay;
    vips_image_set_array_int(t[1], "delay", delays, count);
    vips_image_set_int(t[1], "loop", 0);
    vips_image_set_int(t[1], VIPS_META_PAGE_HEIGHT, vips_image_get_height(frames[0]));
    g_free(delays);
    FINISH(in_memory(t[1], out));
}

static void copy_times(VipsImage *from, VipsImage *to) {
    int *delays, count, loop;
    if (vips_image_get_typeof(from, "delay") && !vips_image_get_array_int(from, "delay", &delays, &count))
        vips_image_set_array_int(to, "delay", delays, count);
    if (vips_image_get_typeof(from, "loop") && !vips_image_get_int(from, "loop", &loop))
        vips_image_set_int(to, "loop", loop);
}

int cvips_roll(VipsImage **frames, int count, VipsImage *like, VipsImage **out) {
    STEPS(1);
    if (vips_arrayjoin(frames, &t[0], count, "across", 1, NULL) || vips_copy(t[0], out, NULL)) FINISH(-1);
    copy_times(like, *out);
    vips_image_set_int(*out, VIPS_META_PAGE_HEIGHT, vips_image_get_height(frames[0]));
    FINISH(0);
}

int cvips_sheet(
    VipsImage **pictures, int count, int columns, int cell_width, int cell_height, int margin,
    const double background[3], VipsImage **out
) {
    VipsImage *scope = vips_image_new();
    VipsImage **cells = (VipsImage **)vips_object_local_array(VIPS_OBJECT(scope), count);
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(scope), 2);
    VipsArrayDouble *ground = vips_array_double_new(background, 3);
    int status = 0;
    for (int i = 0; i < count && !status; i++)
        status = vips_image_hasalpha(pictures[i]) ? vips_flatten(pictures[i], &cells[i], "background", ground, NULL)
                                                  : vips_copy(pictures[i], &cells[i], NULL);
    status = status ||
        vips_arrayjoin(
            cells, &t[0], count, "across", columns, "shim", margin, "background", ground, "halign", VIPS_ALIGN_CENTRE,
            "valign", VIPS_ALIGN_CENTRE, "hspacing", cell_width, "vspacing", cell_height, NULL) ||
        vips_embed(
            t[0], &t[1], margin, margin, vips_image_get_width(t[0]) + 2 * margin,
            vips_image_get_height(t[0]) + 2 * margin, "extend", VIPS_EXTEND_BACKGROUND, "background", ground, NULL) ||
        in_memory(t[1], out);
    vips_area_unref(VIPS_AREA(ground));
    FINISH(status);
}

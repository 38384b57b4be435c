#include "cvips.h"
#include "steps.h"
#include <string.h>

static const int rows_at_once = 16;

typedef struct {
    cvips_frame frame;
    uint8_t palette[4 * 256];
} coloured_frame;

// Where a row is among those of the file: of an interlaced one every eighth comes first, then what lies in the middle
// of those, and so on.
static int stored_row(const cvips_frame *frame, int y) {
    int height = frame->height;
    if (!frame->interlaced) return y;
    if (y % 8 == 0) return y / 8;
    if (y % 8 == 4) return (height + 7) / 8 + y / 8;
    if (y % 4 == 2) return (height + 3) / 4 + y / 4;
    return (height + 1) / 2 + y / 2;
}

static int colour(VipsRegion *region, void *sequence, void *from, void *unused, gboolean *stop) {
    (void)sequence, (void)unused, (void)stop;
    const coloured_frame *source = from;
    const cvips_frame *frame = &source->frame;
    const VipsRect covered = {frame->left, frame->top, frame->width, frame->height};
    int bands = region->im->Bands;
    VipsRect area;
    vips_rect_intersectrect(&region->valid, &covered, &area);
    vips_region_black(region);
    for (int row = 0; row < area.height; row++) {
        size_t at = (size_t)stored_row(frame, area.top + row - frame->top) * frame->width + area.left - frame->left;
        size_t end = VIPS_MIN(at + area.width, frame->count);
        uint8_t *pixel = VIPS_REGION_ADDR(region, area.left, area.top + row);
        if (bands == 4)
            for (; at < end; at++, pixel += 4) memcpy(pixel, source->palette + 4 * frame->pixels[at], 4);
        else
            for (; at < end; at++, pixel += 3) memcpy(pixel, source->palette + 4 * frame->pixels[at], 3);
    }
    return 0;
}

int cvips_coloured(VipsImage *header, cvips_frame frame, const uint8_t palette[4 * 256], VipsImage **out) {
    int bands = vips_image_get_bands(header);
    if (bands != 3 && bands != 4) {
        vips_error("gif", "a picture of %d bands", bands);
        return -1;
    }
    VipsImage *image = vips_image_new();
    vips_image_init_fields(
        image, vips_image_get_width(header), vips_image_get_height(header), bands, VIPS_FORMAT_UCHAR, VIPS_CODING_NONE,
        VIPS_INTERPRETATION_sRGB, 1, 1);
    coloured_frame *source = VIPS_NEW(image, coloured_frame);
    source->frame = frame;
    memcpy(source->palette, palette, sizeof source->palette);
    // As a loader says: resampling then keeps the rows that it asks for more than once.
    vips_image_set_int(image, VIPS_META_SEQUENTIAL, 1);
    int status = vips_image_pipelinev(image, VIPS_DEMAND_STYLE_FATSTRIP, NULL) ||
        vips_image_generate(image, NULL, colour, NULL, source, NULL) ||
        vips_sequential(image, out, "tile_height", rows_at_once, NULL);
    g_object_unref(image);
    return status ? -1 : 0;
}

#include "cvips.h"
#include "steps.h"
#include <string.h>
#include <webp/decode.h>
#include <webp/encode.h>

// 2048 x 2048.
static const int64_t compressed_alpha = 1 << 22;

static int import(VipsImage *image, WebPPicture *picture) {
    if (vips_image_get_format(image) != VIPS_FORMAT_UCHAR || vips_image_wio_input(image)) return -1;
    const uint8_t *pixels = VIPS_IMAGE_ADDR(image, 0, 0);
    int stride = (int)VIPS_IMAGE_SIZEOF_LINE(image);
    picture->width = vips_image_get_width(image);
    picture->height = vips_image_get_height(image);
    switch (vips_image_get_bands(image)) {
    case 3: return WebPPictureImportRGB(picture, pixels, stride) ? 0 : -1;
    case 4: return WebPPictureImportRGBA(picture, pixels, stride) ? 0 : -1;
    default: return -1;
    }
}

int cvips_encode_webp(VipsImage *image, int quality, int effort, uint8_t **bytes, size_t *length) {
    WebPConfig config;
    WebPPicture picture;
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) {
        vips_error("webp", "libwebp is another version than this was built with");
        return -1;
    }
    config.quality = (float)quality;
    config.method = effort;
    config.alpha_compression = (int64_t)vips_image_get_width(image) * vips_image_get_height(image) <= compressed_alpha;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    int status = import(image, &picture) || !WebPEncode(&config, &picture) ? -1 : 0;
    if (status) vips_error("webp", "the picture cannot be encoded (%d)", (int)picture.error_code);
    WebPPictureFree(&picture);
    if (!status) {
        *bytes = g_malloc(writer.size);
        memcpy(*bytes, writer.mem, writer.size);
        *length = writer.size;
    }
    WebPMemoryWriterClear(&writer);
    return status;
}

int cvips_decode_webp(
    VipsImage *header, const void *bytes, size_t length, int width, int height, VipsImage **out
) {
    WebPDecoderConfig config;
    const void *profile = NULL;
    size_t profile_length = 0;
    int bands = vips_image_get_bands(header);
    if (!WebPInitDecoderConfig(&config) || (bands != 3 && bands != 4)) {
        vips_error("webp", "libwebp is another version than this was built with");
        return -1;
    }
    VipsImage *image = vips_image_new_memory();
    vips_image_init_fields(
        image, width, height, bands, VIPS_FORMAT_UCHAR, VIPS_CODING_NONE, VIPS_INTERPRETATION_sRGB, 1, 1);
    if (vips_image_write_prepare(image)) {
        g_object_unref(image);
        return -1;
    }
    config.options.use_scaling = width != vips_image_get_width(header) || height != vips_image_get_height(header);
    config.options.scaled_width = width;
    config.options.scaled_height = height;
    config.output.colorspace = bands == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = VIPS_IMAGE_ADDR(image, 0, 0);
    config.output.u.RGBA.stride = (int)VIPS_IMAGE_SIZEOF_LINE(image);
    config.output.u.RGBA.size = VIPS_IMAGE_SIZEOF_IMAGE(image);
    VP8StatusCode status = WebPDecode(bytes, length, &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK) {
        vips_error("webp", "the picture cannot be decoded (%d)", (int)status);
        g_object_unref(image);
        return -1;
    }
    if (vips_image_get_typeof(header, VIPS_META_ICC_NAME) &&
        !vips_image_get_blob(header, VIPS_META_ICC_NAME, &profile, &profile_length))
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, profile_length);
    *out = image;
    return 0;
}

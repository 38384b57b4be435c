#include "cvips.h"
#include "steps.h"

int cvips_from_floats(const float *samples, int width, int height, int bands, VipsImage **out) {
    STEPS(1);
    size_t length = (size_t)width * height * bands * sizeof(float);
    t[0] = vips_image_new_from_memory_copy(samples, length, width, height, bands, VIPS_FORMAT_FLOAT);
    VipsInterpretation space = bands == 3 ? VIPS_INTERPRETATION_sRGB : VIPS_INTERPRETATION_B_W;
    FINISH(!t[0] || vips_copy(t[0], out, "interpretation", space, NULL));
}

int cvips_spread(VipsImage *image, int width, int height, VipsImage **out) {
    int across = width / vips_image_get_width(image), down = height / vips_image_get_height(image);
    return vips_replicate(image, out, across, down, NULL);
}

int cvips_below(const float *skyline, int width, int height, double softness, VipsImage **out) {
    STEPS(6);
    FINISH(
        cvips_from_floats(skyline, width, 1, 1, &t[0]) || cvips_spread(t[0], width, height, &t[1]) ||
        vips_xyz(&t[2], width, height, NULL) || vips_extract_band(t[2], &t[3], 1, NULL) ||
        vips_subtract(t[3], t[1], &t[4], NULL) ||
        vips_linear1(t[4], &t[5], 255 / softness, 127.5, NULL) || vips_cast_uchar(t[5], out, NULL));
}

int cvips_glow(int width, int height, double x, double y, double radius, VipsImage **out) {
    STEPS(8);
    double one[] = {1, 1}, centre[] = {-x, -y};
    FINISH(
        vips_xyz(&t[0], width, height, NULL) || vips_linear(t[0], &t[1], one, centre, 2, NULL) ||
        vips_multiply(t[1], t[1], &t[2], NULL) || vips_bandmean(t[2], &t[3], NULL) ||
        vips_linear1(t[3], &t[4], -2 / (radius * radius), 0, NULL) || vips_exp(t[4], &t[5], NULL) ||
        vips_linear1(t[5], &t[6], 255, 0, NULL) || vips_cast_uchar(t[6], out, NULL));
}

int cvips_perlin(int width, int height, int cell, int seed, VipsImage **out) {
    return vips_perlin(out, width, height, "cell_size", cell, "seed", seed, NULL);
}

int cvips_gaussian_noise(int width, int height, double sigma, int seed, VipsImage **out) {
    return vips_gaussnoise(out, width, height, "mean", 0.0, "sigma", sigma, "seed", seed, NULL);
}

int cvips_linear(VipsImage *image, double scale, double offset, VipsImage **out) {
    return vips_linear1(image, out, scale, offset, NULL);
}

int cvips_add(VipsImage *left, VipsImage *right, VipsImage **out) { return vips_add(left, right, out, NULL); }

int cvips_multiply(VipsImage *left, VipsImage *right, VipsImage **out) {
    return vips_multiply(left, right, out, NULL);
}

int cvips_blend(VipsImage *mask, VipsImage *over, VipsImage *under, VipsImage **out) {
    STEPS(1);
    FINISH(vips_cast_uchar(mask, &t[0], NULL) || vips_ifthenelse(t[0], over, under, out, "blend", TRUE, NULL));
}

int cvips_settle(VipsImage *image, VipsImage **out) { return in_memory(image, out); }

int cvips_clamp(VipsImage *mask, VipsImage **out) { return vips_cast_uchar(mask, out, NULL); }

int cvips_first_band(VipsImage *image, VipsImage **out) { return vips_extract_band(image, out, 0, NULL); }

int cvips_blur(VipsImage *image, double sigma, VipsImage **out) { return vips_gaussblur(image, out, sigma, NULL); }

int cvips_mirror(VipsImage *image, VipsImage **out) {
    return vips_flip(image, out, VIPS_DIRECTION_VERTICAL, NULL);
}

int cvips_stack(VipsImage *upper, VipsImage *lower, VipsImage **out) {
    return vips_join(upper, lower, out, VIPS_DIRECTION_VERTICAL, NULL);
}

int cvips_scale(VipsImage *image, int width, int height, VipsImage **out) {
    double across = (double)width / vips_image_get_width(image);
    double down = (double)height / vips_image_get_height(image);
    return vips_resize(image, out, across, "vscale", down, NULL);
}

int cvips_finish(VipsImage *image, VipsImage **out) {
    STEPS(3);
    FINISH(
        vips_linear1(image, &t[0], 1, 0.5, NULL) || vips_cast_uchar(t[0], &t[1], NULL) ||
        vips_copy(t[1], &t[2], "interpretation", VIPS_INTERPRETATION_sRGB, NULL) || in_memory(t[2], out));
}

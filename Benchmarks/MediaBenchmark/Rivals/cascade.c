// What libvips can do at best for the versions of a photo: one decode, each version from the next larger one.
//
//   cascade four|all INPUT FOLDER COUNT
//
// `four`: diaspora*'s thumbnails and scaled_full, decoded no larger than needed. `all`: the full size and 2048 pixels too.
// Prints the seconds that each photo took.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vips/vips.h>

static void fail(void) {
    vips_error_exit("cascade");
}

static VipsImage *in_memory(VipsImage *image) {
    VipsImage *copy = vips_image_copy_memory(image);
    if (!copy) fail();
    g_object_unref(image);
    return copy;
}

static void save(VipsImage *image, const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.webp", folder, name);
    int effort = (long)image->Xsize * image->Ysize > 1500000 ? 0 : 4;
    if (vips_webpsave(image, path, "Q", 80, "effort", effort, "strip", TRUE, NULL)) fail();
}

static VipsImage *smaller(VipsImage *from, int width, int height, VipsInteresting crop) {
    VipsImage *to = NULL;
    if (vips_thumbnail_image(from, &to, width, "height", height, "size",
                             crop == VIPS_INTERESTING_NONE ? VIPS_SIZE_DOWN : VIPS_SIZE_BOTH, "crop", crop, NULL))
        fail();
    return in_memory(to);
}

static void photo(const char *input, const char *folder, int all) {
    gchar *bytes = NULL;
    gsize length = 0;
    if (!g_file_get_contents(input, &bytes, &length, NULL)) exit(1);
    VipsImage *scaled = NULL;
    if (all) {
        VipsImage *full = vips_image_new_from_buffer(bytes, length, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
        VipsImage *upright = NULL;
        if (!full || vips_autorot(full, &upright, NULL)) fail();
        g_object_unref(full);
        upright = in_memory(upright);
        save(upright, folder, "raw");
        VipsImage *large = smaller(upright, 2048, 2048, VIPS_INTERESTING_NONE);
        g_object_unref(upright);
        save(large, folder, "large");
        scaled = smaller(large, 700, 16383, VIPS_INTERESTING_NONE);
        g_object_unref(large);
    } else {
        if (vips_thumbnail_buffer(bytes, length, &scaled, 700, "height", 16383, "size", VIPS_SIZE_DOWN, NULL)) fail();
        scaled = in_memory(scaled);
    }
    save(scaled, folder, "scaled_full");
    VipsImage *thumb = smaller(scaled, 300, 1500, VIPS_INTERESTING_NONE);
    g_object_unref(scaled);
    save(thumb, folder, "thumb_large");
    VipsImage *medium = smaller(thumb, 100, 100, VIPS_INTERESTING_NONE);
    save(medium, folder, "thumb_medium");
    g_object_unref(medium);
    VipsImage *small = smaller(thumb, 50, 50, VIPS_INTERESTING_CENTRE);
    save(small, folder, "thumb_small");
    g_object_unref(small);
    g_object_unref(thumb);
    g_free(bytes);
}

int main(int count, char **arguments) {
    if (count != 5 || VIPS_INIT(arguments[0])) return 1;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    for (int left = atoi(arguments[4]); left > 0; left--) {
        struct timespec begin, end;
        clock_gettime(CLOCK_MONOTONIC, &begin);
        photo(arguments[2], arguments[3], strcmp(arguments[1], "all") == 0);
        clock_gettime(CLOCK_MONOTONIC, &end);
        printf("%f\n", (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) / 1e9);
    }
    return 0;
}

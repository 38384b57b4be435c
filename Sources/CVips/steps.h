#ifndef STEPS_H
#define STEPS_H

#include <vips/vips.h>

// Steps within one function share a parent object: unreferencing it drops every intermediate image.
#define STEPS(count)                                                                                                  \
    VipsImage *scope = vips_image_new();                                                                              \
    VipsImage **t = (VipsImage **)vips_object_local_array(VIPS_OBJECT(scope), count)
#define FINISH(status)                                                                                                \
    do {                                                                                                              \
        int finished = (status);                                                                                      \
        g_object_unref(scope);                                                                                        \
        return finished ? -1 : 0;                                                                                     \
    } while (0)

static inline int in_memory(VipsImage *image, VipsImage **out) {
    *out = vips_image_copy_memory(image);
    return *out ? 0 : -1;
}

#endif

#ifndef CMALLOC_H
#define CMALLOC_H

/// Gives memory that was freed back to the system, where the C library keeps it.
void cmalloc_trim(void);

#endif

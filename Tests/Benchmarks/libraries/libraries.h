#ifndef LIBRARIES_H
#define LIBRARIES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    uint8_t *bytes;
    size_t size;
} blob;

_Noreturn void fail(const char *why);

void lossy_decode8(blob in, void *samples);
void lossy_recode8(blob in, void *samples, blob room);
void lossy_copy8(blob in, blob room);
void lossy_decode12(blob in, void *samples);
void lossy_recode12(blob in, void *samples, blob room);
void lossy_copy12(blob in, blob room);

#endif

#ifndef PIXEL_KERNEL_CLONES_H
#define PIXEL_KERNEL_CLONES_H

// The dynamic linker picks the clone for the machine at hand (ifunc), so that one portable binary
// uses AVX2 and AVX-512 where they are. Elsewhere the plain function is built.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define PIXREDACT_CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#endif
#endif
#ifndef PIXREDACT_CLONES
#define PIXREDACT_CLONES
#endif

#include <stdint.h>

// Mapped files and fragments start at any address.
typedef uint16_t __attribute__((aligned(1), may_alias)) unaligned_uint16;
typedef uint32_t __attribute__((aligned(1), may_alias)) unaligned_uint32;

#endif

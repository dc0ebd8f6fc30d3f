#ifndef CJPEG_CLONES_H
#define CJPEG_CLONES_H

// The dynamic linker picks the clone for the machine at hand (ifunc). The v3 level brings shifts by
// variable counts that cost nothing, both of them vectors for the digest.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define PIXREDACT_CLONES \
    __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#endif
#endif
#ifndef PIXREDACT_CLONES
#define PIXREDACT_CLONES
#endif

#endif

#ifndef ROUGHCUT_VECTORS_H
#define ROUGHCUT_VECTORS_H

// Before a function whose loops the compiler makes vector code of: on x86-64 it does so well from AVX2 on, and the
// loader picks the version that the machine runs.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define FOR_VECTORS
#endif

#endif

#include "CFFmpeg.h"

#include <stddef.h>

#include "vectors.h"

enum { part = 512 };

// A sum over n by n, as a product that vectors have an instruction for: exact up to n = 4, as counting through all sums
// shows.
#define MEAN(sum, n) \
  ((n) <= 4 ? ((uint32_t)(sum) * (65536 / ((n) * (n)) + 1)) >> 16 : (uint32_t)(sum) / ((n) * (n)))

// One line of means over squares of n by n: the sums down each column first, then across.
#define MEANS(n)                                                                              \
  FOR_VECTORS static void means_##n(                                                          \
      const uint8_t *restrict from, ptrdiff_t stride, uint8_t *restrict to, ptrdiff_t width) { \
    uint16_t sums[part * n];                                                                  \
    for (ptrdiff_t done = 0; done < width; done += part) {                                    \
      ptrdiff_t count = width - done < part ? width - done : part;                            \
      const uint8_t *line = from + done * n;                                                  \
      for (ptrdiff_t x = 0; x < count * n; x++) {                                             \
        uint16_t sum = line[x];                                                               \
        for (int y = 1; y < n; y++) sum += line[x + y * stride];                              \
        sums[x] = sum;                                                                        \
      }                                                                                       \
      for (ptrdiff_t x = 0; x < count; x++) {                                                 \
        uint16_t sum = n * n / 2;                                                             \
        for (int i = 0; i < n; i++) sum += sums[x * n + i];                                   \
        to[done + x] = (uint8_t)MEAN(sum, n);                                                 \
      }                                                                                       \
    }                                                                                         \
  }

MEANS(2)
MEANS(3)
MEANS(4)
MEANS(6)

// Asks for lines that are needed next. Pictures come from the decoder after several others, when they have long
// left the cache; without this, waiting for them was half the time.
static void fetch(const uint8_t *from, ptrdiff_t stride, int lines, ptrdiff_t length) {
  enum { cache_line = 64 };
  for (int y = 0; y < lines; y++) {
    for (ptrdiff_t x = 0; x < length; x += cache_line) {
      __builtin_prefetch(from + y * stride + x);
    }
  }
}

int roughcut_means(
    int side, const uint8_t *from, ptrdiff_t from_stride, uint8_t *to, ptrdiff_t to_stride,
    ptrdiff_t width, ptrdiff_t height) {
  void (*line)(const uint8_t *restrict, ptrdiff_t, uint8_t *restrict, ptrdiff_t);
  switch (side) {
  case 2: line = means_2; break;
  case 3: line = means_3; break;
  case 4: line = means_4; break;
  case 6: line = means_6; break;
  default: return 0;
  }
  for (ptrdiff_t y = 0; y < height; y++) {
    const uint8_t *next = from + (y + 1) * side * from_stride;
    if (y + 1 < height) fetch(next, from_stride, side, width * side);
    line(from + y * side * from_stride, from_stride, to + y * to_stride, width);
  }
  return 1;
}

#include "CFFmpeg.h"

#include "vectors.h"

enum { part = 512, places = ROUGHCUT_SIGNAL_PLACES, half = 1 << (places - 1) };

static inline uint8_t clamped(int32_t value) {
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// A line of chroma, and what it adds to each of the two pixels beside it.
FOR_VECTORS static void change_chroma(
    uint8_t *restrict cb, uint8_t *restrict cr, int32_t *restrict added, ptrdiff_t count,
    const struct roughcut_signal_change *restrict change) {
  for (ptrdiff_t x = 0; x < count; x++) {
    int32_t blue = cb[x] - 128, red = cr[x] - 128;
    int32_t luma = change->luma_of_blue * blue + change->luma_of_red * red + change->luma_offset;
    added[2 * x] = luma;
    added[2 * x + 1] = luma;
    cb[x] = clamped(
        ((change->blue_of_blue * blue + change->blue_of_red * red + half) >> places) + 128);
    cr[x] = clamped(
        ((change->red_of_blue * blue + change->red_of_red * red + half) >> places) + 128);
  }
}

FOR_VECTORS static void change_luma(
    uint8_t *restrict luma, const int32_t *restrict added, ptrdiff_t count, int32_t factor) {
  for (ptrdiff_t x = 0; x < count; x++) {
    luma[x] = clamped((luma[x] * factor + added[x]) >> places);
  }
}

void roughcut_change_signal(
    uint8_t *const planes[3], const ptrdiff_t strides[3], ptrdiff_t width, ptrdiff_t height,
    const struct roughcut_signal_change *change) {
  int32_t added[2 * part];
  for (ptrdiff_t line = 0; 2 * line < height; line++) {
    for (ptrdiff_t start = 0; 2 * start < width; start += part) {
      ptrdiff_t rest = (width + 1) / 2 - start;
      change_chroma(
          planes[1] + line * strides[1] + start, planes[2] + line * strides[2] + start, added,
          rest < part ? rest : part, change);
      ptrdiff_t pixels = width - 2 * start < 2 * part ? width - 2 * start : 2 * part;
      for (ptrdiff_t y = 2 * line; y < 2 * line + 2 && y < height; y++) {
        change_luma(planes[0] + y * strides[0] + 2 * start, added, pixels, change->luma_of_luma);
      }
    }
  }
}

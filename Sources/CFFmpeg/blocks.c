#define _GNU_SOURCE
#include "CFFmpeg.h"

#include <errno.h>
#include <fcntl.h>

int roughcut_set_blocks_aside(int descriptor, int64_t start, int64_t length) {
#ifdef FALLOC_FL_KEEP_SIZE
  return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, start, length) == 0 ? 0 : errno;
#else
  return ENOTSUP;
#endif
}

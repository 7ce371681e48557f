#ifndef ROUGHCUT_CFFMPEG_H
#define ROUGHCUT_CFFMPEG_H

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/dict.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/murmur3.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

// Macros with casts, which Swift can't import.
static const int roughcut_AVERROR_EOF = AVERROR_EOF;
static const int roughcut_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int roughcut_AVERROR_ENOMEM = AVERROR(ENOMEM);
static const int roughcut_AVERROR_EACCES = AVERROR(EACCES);
static const int64_t roughcut_AV_NOPTS_VALUE = AV_NOPTS_VALUE;

/// AVERROR is a macro over its argument: the FFmpeg status of a POSIX error number.
static inline int roughcut_averror(int number) { return AVERROR(number); }

/// stat and S_ISREG are a function and a struct of one name, and a macro: whether `path` names a
/// regular file. Gives 1, 0, or minus the POSIX error number.
static inline int roughcut_is_regular_file(const char *path) {
  struct stat facts;
  if (stat(path, &facts) != 0) return -errno;
  return S_ISREG(facts.st_mode) ? 1 : 0;
}

/// The same of an open file.
static inline int roughcut_is_regular_descriptor(int descriptor) {
  struct stat facts;
  if (fstat(descriptor, &facts) != 0) return -errno;
  return S_ISREG(facts.st_mode) ? 1 : 0;
}

/// open is variadic. Opens for reading without blocking on what isn't a file after all.
static inline int roughcut_open_for_reading(const char *path) {
  int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  return descriptor >= 0 ? descriptor : -errno;
}

/// Has the file system choose blocks for a piece of a file without changing the file's size.
///
/// 0, or the number of the error. Swift does not see Linux's fallocate.
int roughcut_set_blocks_aside(int descriptor, int64_t start, int64_t length);

/// Sends FFmpeg's log to a buffer of the calling thread, and nothing to standard error.
///
/// The callback takes a va_list, which Swift can't receive, and needs storage per thread.
void roughcut_log_capture(void);

/// Forgets the calling thread's line.
void roughcut_log_clear(void);

/// The last error line that FFmpeg logged on the calling thread, or else the last warning; empty
/// when there is none. Valid until the thread's next call into FFmpeg.
const char *roughcut_log_line(void);

#endif

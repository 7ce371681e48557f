#ifndef ROUGHCUT_CFFMPEG_H
#define ROUGHCUT_CFFMPEG_H

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
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
#include <libavutil/tx.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

// Macros with casts, which Swift can't import.
static const int roughcut_AVERROR_EOF = AVERROR_EOF;
static const int roughcut_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int roughcut_AVERROR_ENOMEM = AVERROR(ENOMEM);
static const int roughcut_AVERROR_INVALIDDATA = AVERROR_INVALIDDATA;
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

/// Means over squares of `side` by `side` bytes of a plane, rounded half up; `width` and `height` are those of the result.
///
/// 1, or 0 where there is no such loop: `side` is 2, 3, 4 or 6. Swift has no way to make a function for the
/// machine's vectors as well as for those that all have.
int roughcut_means(
    int side, const uint8_t *from, ptrdiff_t from_stride, uint8_t *to, ptrdiff_t to_stride,
    ptrdiff_t width, ptrdiff_t height);

/// Binary places of the factors below.
#define ROUGHCUT_SIGNAL_PLACES 14

/// How a YUV signal becomes that of another matrix or range, by factors in fixed point.
///
/// Chroma counts from 128. The offset of luma has the places of the factors, and includes the half that rounds.
struct roughcut_signal_change {
  int32_t luma_of_luma, luma_of_blue, luma_of_red, luma_offset;
  int32_t blue_of_blue, blue_of_red;
  int32_t red_of_blue, red_of_red;
};

/// Changes a 4:2:0 picture in place; each chroma sample counts for the four pixels it lies between.
void roughcut_change_signal(
    uint8_t *const planes[3], const ptrdiff_t strides[3], ptrdiff_t width, ptrdiff_t height,
    const struct roughcut_signal_change *change);

/// What is used of libavfilter.
///
/// It is loaded when first needed: with all that it depends on it takes a third of a command's start.
struct roughcut_filters {
  __typeof__(&avfilter_graph_alloc) graph_alloc;
  __typeof__(&avfilter_graph_parse2) graph_parse2;
  __typeof__(&avfilter_graph_config) graph_config;
  __typeof__(&avfilter_graph_get_filter) graph_get_filter;
  __typeof__(&avfilter_graph_free) graph_free;
  __typeof__(&avfilter_inout_free) inout_free;
  __typeof__(&av_buffersrc_add_frame_flags) source_add_frame;
  __typeof__(&av_buffersink_get_frame) sink_get_frame;
};

/// The functions, or NULL where the library or one of them is missing. From any thread.
const struct roughcut_filters *roughcut_filters_loaded(void);

/// The file that is looked for.
const char *roughcut_filters_library(void);

/// Sends FFmpeg's log to a buffer of the calling thread, and nothing to standard error.
///
/// The callback takes a va_list, which Swift can't receive, and needs storage per thread.
void roughcut_log_capture(void);

/// Forgets the calling thread's line.
void roughcut_log_clear(void);

/// The last error line that FFmpeg logged on the calling thread, or else the last warning; empty
/// when there is none. Valid until the thread's next call into FFmpeg.
const char *roughcut_log_line(void);

/// Whether the calling thread's line is an error, and not a warning.
int roughcut_log_has_error(void);

#endif

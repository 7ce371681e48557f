#include "CFFmpeg.h"

#include <dlfcn.h>
#include <pthread.h>

#ifdef __APPLE__
#define FILTER_LIBRARY "libavfilter." AV_STRINGIFY(LIBAVFILTER_VERSION_MAJOR) ".dylib"
#else
#define FILTER_LIBRARY "libavfilter.so." AV_STRINGIFY(LIBAVFILTER_VERSION_MAJOR)
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct roughcut_filters filters;
static int is_loaded;

static void load(void) {
  void *library = dlopen(FILTER_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return;
  is_loaded = 1;
#define FIND(member, name)                              \
  filters.member = (__typeof__(&name))dlsym(library, #name); \
  if (filters.member == NULL) is_loaded = 0
  FIND(graph_alloc, avfilter_graph_alloc);
  FIND(graph_parse2, avfilter_graph_parse2);
  FIND(graph_config, avfilter_graph_config);
  FIND(graph_get_filter, avfilter_graph_get_filter);
  FIND(graph_free, avfilter_graph_free);
  FIND(inout_free, avfilter_inout_free);
  FIND(source_add_frame, av_buffersrc_add_frame_flags);
  FIND(sink_get_frame, av_buffersink_get_frame);
#undef FIND
  // The library stays until the process ends: filters in use point into it.
}

const struct roughcut_filters *roughcut_filters_loaded(void) {
  pthread_once(&once, load);
  return is_loaded ? &filters : NULL;
}

const char *roughcut_filters_library(void) { return FILTER_LIBRARY; }

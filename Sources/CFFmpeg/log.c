#include "CFFmpeg.h"

#include <string.h>

enum { line_capacity = 512 };

static _Thread_local char kept_line[line_capacity];
static _Thread_local int kept_level = AV_LOG_QUIET;
static _Thread_local int is_at_line_start = 1;

static void keep_line(void *source, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_WARNING) return;
  // A warning doesn't displace the error that came before it.
  if (level > AV_LOG_ERROR && kept_line[0] != 0 && kept_level <= AV_LOG_ERROR) return;
  char line[line_capacity];
  int length = av_log_format_line2(
      source, level, format, arguments, line, sizeof line, &is_at_line_start);
  if (length <= 0) return;
  size_t end = strnlen(line, sizeof line - 1);
  while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) end--;
  if (end == 0) return;
  line[end] = 0;
  memcpy(kept_line, line, end + 1);
  kept_level = level;
}

void roughcut_log_capture(void) { av_log_set_callback(keep_line); }

void roughcut_log_clear(void) {
  kept_line[0] = 0;
  kept_level = AV_LOG_QUIET;
}

const char *roughcut_log_line(void) { return kept_line; }

int roughcut_log_has_error(void) { return kept_line[0] != 0 && kept_level <= AV_LOG_ERROR; }

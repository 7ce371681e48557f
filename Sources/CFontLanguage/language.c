#include "CFontLanguage.h"

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void pin(void) {
  static const char *const names[] = {"FC_LANG", "PANGO_LANGUAGE"};
  char *saved[2];
  for (int index = 0; index < 2; index++) {
    const char *value = getenv(names[index]);
    saved[index] = value ? strdup(value) : NULL;
    setenv(names[index], "en", 1);
  }
  // Each keeps what it reads for the life of the process.
  FcStrSet *languages = FcGetDefaultLangs();
  if (languages) FcStrSetDestroy(languages);
  (void)pango_language_get_preferred();
  for (int index = 0; index < 2; index++) {
    if (saved[index]) {
      setenv(names[index], saved[index], 1);
      free(saved[index]);
    } else {
      unsetenv(names[index]);
    }
  }
}

void roughcut_pin_font_language(void) { pthread_once(&once, pin); }

__attribute__((constructor)) static void pin_at_start(void) { roughcut_pin_font_language(); }

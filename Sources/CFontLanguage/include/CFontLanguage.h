#ifndef ROUGHCUT_CFONTLANGUAGE_H
#define ROUGHCUT_CFONTLANGUAGE_H

/// Gives fontconfig and Pango the same default language, English, whatever the locale of the process.
///
/// Both read it once from the environment (FC_LANG, LC_ALL, LC_CTYPE and LANG; PANGO_LANGUAGE and
/// LANGUAGE) and prefer fonts and shapes for it: under LANG=zh_TW even Latin titles come out in a
/// Chinese font. This runs before `main`, when no other thread can read the environment that it
/// changes for a moment; calling it again has no effect.
void roughcut_pin_font_language(void);

#endif

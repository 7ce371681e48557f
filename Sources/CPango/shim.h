#ifndef ROUGHCUT_CPANGO_SHIM_H
#define ROUGHCUT_CPANGO_SHIM_H

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>

/// PANGO_GLYPH_EMPTY is a macro with a cast, which Swift can't import.
static const PangoGlyph roughcut_PANGO_GLYPH_EMPTY = PANGO_GLYPH_EMPTY;
/// So are PANGO_GLYPH_INVALID_INPUT and PANGO_GLYPH_UNKNOWN_FLAG. The latter marks a glyph that no
/// font has; the other bits are its code point.
static const PangoGlyph roughcut_PANGO_GLYPH_INVALID_INPUT = PANGO_GLYPH_INVALID_INPUT;
static const PangoGlyph roughcut_PANGO_GLYPH_UNKNOWN_FLAG = PANGO_GLYPH_UNKNOWN_FLAG;

/// PANGO_CAIRO_FONT() is a checked cast made of macros, which Swift can't import. Null when `font`
/// was not made by PangoCairo.
static inline cairo_scaled_font_t *roughcut_pango_scaled_font(PangoFont *font) {
  return PANGO_IS_CAIRO_FONT(font) ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)) : NULL;
}

/// PANGO_FC_FONT() is such a cast too. The pattern that fontconfig matched, borrowed from `font`; null
/// when the font isn't from fontconfig.
static inline FcPattern *roughcut_pango_pattern(PangoFont *font) {
  return PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : NULL;
}

/// PANGO_CAIRO_FONT_MAP() is such a cast too. Gives the map the resolution at which a typographic
/// point is a pixel, so that nothing depends on the settings of a desktop.
static inline void roughcut_pango_set_resolution(PangoFontMap *map, double dotsPerInch) {
  if (PANGO_IS_CAIRO_FONT_MAP(map)) {
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), dotsPerInch);
  }
}

#endif

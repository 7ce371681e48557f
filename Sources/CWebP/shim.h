#ifndef ROUGHCUT_CWEBP_H
#define ROUGHCUT_CWEBP_H

#include <webp/demux.h>

#endif

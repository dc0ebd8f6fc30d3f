// libjpeg as distributions ship it: 8 bits a sample.

#ifndef CJPEG_LIBRARY_H
#define CJPEG_LIBRARY_H

// jpeglib.h uses FILE without including its header.
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>

#include "CJPEG.h"

#define LIBRARY_FUNCTION(name) pixredact_jpeg_##name
#define LIBRARY_PRECISION 8
#define LIBRARY_WIDTH_IN_BLOCKS(component) ((component)->width_in_blocks)
#define LIBRARY_HEIGHT_IN_BLOCKS(component) ((component)->height_in_blocks)
#define LIBRARY_MAXIMUM_BLOCKS_IN_MCU C_MAX_BLOCKS_IN_MCU
#define LIBRARY_OTHER_UNSUPPORTED
#define LIBRARY_OTHER_HARMLESS_WARNINGS case JWRN_BOGUS_ICC:

#endif

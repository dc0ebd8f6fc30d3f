// GDCM's libjpeg for 12 bits a sample: release 6b with a lossless process, under mangled names.

#ifndef CJPEG12_LIBRARY_H
#define CJPEG12_LIBRARY_H

// jpeglib.h uses FILE without including its header.
#include <stdio.h>

#include <gdcm-3.0/gdcmjpeg/12/jpeglib.h>

#include <gdcm-3.0/gdcmjpeg/12/jerror.h>

#include "CJPEG12.h"

#define LIBRARY_FUNCTION(name) pixredact_jpeg12_##name
#define LIBRARY_PRECISION 12
// A data unit is a block, or in the lossless process a sample.
#define LIBRARY_WIDTH_IN_BLOCKS(component) ((component)->width_in_data_units)
#define LIBRARY_HEIGHT_IN_BLOCKS(component) ((component)->height_in_data_units)
#define LIBRARY_MAXIMUM_BLOCKS_IN_MCU C_MAX_DATA_UNITS_IN_MCU
#define LIBRARY_OTHER_UNSUPPORTED case JERR_CANT_TRANSCODE:
#define LIBRARY_OTHER_HARMLESS_WARNINGS

#endif

#ifndef CJPEG_LIMITS_H
#define CJPEG_LIMITS_H

/// Sides have 16 bits, and a block eight samples (ISO 10918-1 B.2.2).
#define MAXIMUM_BLOCKS_IN_ROW 8192

/// More than any progression of 64 coefficients of four components by single bits.
#define MAXIMUM_SCANS 4096

#endif

#include "Library.h"

// The sources of CJPEG, compiled for this library.
#include "../CJPEG/Codec/Codec.h"

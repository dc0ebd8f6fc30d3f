#include "CJPEGLossless.h"

#include "CJPEG2000.h"

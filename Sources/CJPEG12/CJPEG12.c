#include "CJPEG12.h"

#include "COpenJPH.h"

#ifndef CSystemCalls_H
#define CSystemCalls_H

#include "Files.h"

#endif

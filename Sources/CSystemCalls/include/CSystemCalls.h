#ifndef CSystemCalls_H
#define CSystemCalls_H

#include "Descriptors.h"
#include "Files.h"
#include "Processes.h"
#include "Text.h"

#endif

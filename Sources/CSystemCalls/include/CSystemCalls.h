#ifndef CSystemCalls_H
#define CSystemCalls_H
#endif

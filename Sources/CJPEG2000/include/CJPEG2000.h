#ifndef CJPEG2000_H
#define CJPEG2000_H
#endif

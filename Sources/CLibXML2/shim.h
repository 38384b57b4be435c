#include <libxml/xmlversion.h>

// With it the headers bring in ICU's, which contradict those of Foundation's
// own ICU. What it adds is at the end of a struct that only libxml2 touches.
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#ifndef CICU_H
#define CICU_H

#include <stdint.h>

// ICU's functions are macros that carry its version, which Swift cannot import; each function here wraps one of
// them, or a few that always go together.

/// What a code point is to a tokenizer.
typedef enum {
    CICU_OTHER,
    /// A letter or a number, outside CICU_CJK.
    CICU_LETTER,
    /// A mark that belongs to the letter before it.
    CICU_MARK,
    /// Invisible inside a word or an emoji: joiners, variation selectors, soft hyphens, skin tones.
    CICU_IGNORABLE,
    /// A letter of Han, Hiragana, Katakana, Bopomofo or Hangul.
    CICU_CJK,
    CICU_EMOJI,
    /// Half a flag.
    CICU_REGIONAL,
} cicu_class;

cicu_class cicu_classify(int32_t scalar);

/// Whether UAX #29 parts it from no other such letter or digit beside it: ALetter, Hebrew_Letter and Numeric. 0 or 1.
int32_t cicu_joins_letters(int32_t scalar);

/// NFKC case folding, then without diacritics, as UTF-8 that holds ASCII letters and digits and any other code
/// points, at most `capacity` bytes and no half code point. Answers the length, 0 if nothing is left.
int32_t cicu_fold(const int32_t *scalars, int32_t count, uint8_t *utf8, int32_t capacity);

/// Finds the word boundaries of UAX #29; used by one thread at a time.
typedef struct cicu_words cicu_words;

/// NULL if ICU lacks its data.
cicu_words *cicu_words_open(void);
void cicu_words_close(cicu_words *words);
/// Writes the end of each segment, the last one being `length`, and answers how many there are: -1 on a fault of
/// ICU's. `ends` has room for `length` of them.
int32_t cicu_words_ends(cicu_words *words, const uint16_t *text, int32_t length, int32_t *ends);

/// The version of ICU that runs, `72.1`, with a zero.
void cicu_version(char text[20]);

#endif

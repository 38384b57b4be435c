#include "cicu.h"

#include <stdbool.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

// MARK: Classes

static bool is_cjk(UChar32 c) {
    return uscript_hasScript(c, USCRIPT_HAN) || uscript_hasScript(c, USCRIPT_HIRAGANA) ||
           uscript_hasScript(c, USCRIPT_KATAKANA) || uscript_hasScript(c, USCRIPT_HANGUL) ||
           uscript_hasScript(c, USCRIPT_BOPOMOFO);
}

cicu_class cicu_classify(int32_t c) {
    if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) return CICU_REGIONAL;
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) return CICU_EMOJI;
    if (u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) return CICU_IGNORABLE;
    uint32_t category = U_GET_GC_MASK(c);
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        // The Hangul fillers are letters that show nothing.
        return category & U_GC_CN_MASK ? CICU_OTHER : CICU_IGNORABLE;
    }
    if (category & U_GC_M_MASK) return CICU_MARK;
    if (category & U_GC_N_MASK) return CICU_LETTER;
    if (!u_hasBinaryProperty(c, UCHAR_ALPHABETIC)) return CICU_OTHER;
    return is_cjk(c) ? CICU_CJK : CICU_LETTER;
}

int32_t cicu_joins_letters(int32_t c) {
    int32_t class = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    return class == U_WB_ALETTER || class == U_WB_HEBREW_LETTER || class == U_WB_NUMERIC;
}

// MARK: Folding

// 128 code points, of which one becomes at most 18 by NFKC, and each of these a handful by NFD.
enum { LONGEST_WORD = 128, ROOM = 16384 };

/// Whether a mark is a diacritic: strokes through, Hebrew and Arabic points, and what stands above, below or beside
/// a letter. The vowel signs, viramas and nuktas of Indic scripts, Thai vowels and tones, and the voicing marks of
/// kana have other classes: they make another letter, and stay.
static bool is_diacritic(UChar32 c) {
    uint8_t class = u_getCombiningClass(c);
    return class == 1 || (class >= 10 && class <= 36) || (class >= 200 && class <= 240);
}

/// What a letter that has no decomposition stands for without its stroke; NULL if it stands for itself.
static const char *without_stroke(UChar32 c) {
    switch (c) {
        case 0x131: return "i"; // dotless i: with it, all four Turkish letters are one
        case 0xF8: return "o";
        case 0x111: return "d";
        case 0x127: return "h";
        case 0x142: return "l";
        case 0x167: return "t";
        case 0xE6: return "ae";
        case 0x153: return "oe";
        case 0x640: return ""; // Arabic tatweel, which only stretches
        default: return NULL;
    }
}

/// Answers the new length.
static int32_t drop_diacritics(const UChar *text, int32_t length, UChar *out) {
    int32_t written = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(text, i, length, c);
        const char *plain = without_stroke(c);
        if (plain) {
            while (*plain) out[written++] = (UChar)*plain++;
        } else if (c == ' ' || !is_diacritic(c)) {
            U16_APPEND_UNSAFE(out, written, c);
        }
    }
    return written;
}

int32_t cicu_fold(const int32_t *scalars, int32_t count, uint8_t *utf8, int32_t capacity) {
    UChar one[ROOM], other[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&status);
    const UNormalizer2 *decompose = unorm2_getNFDInstance(&status);
    const UNormalizer2 *compose = unorm2_getNFCInstance(&status);
    int32_t length = 0;
    u_strFromUTF32(one, ROOM, &length, scalars, count < LONGEST_WORD ? count : LONGEST_WORD, &status);
    length = unorm2_normalize(casefold, one, length, other, ROOM, &status);
    length = unorm2_normalize(decompose, other, length, one, ROOM / 2, &status);
    if (U_FAILURE(status)) return 0;
    length = drop_diacritics(one, length, other);
    length = unorm2_normalize(compose, other, length, one, ROOM, &status);
    if (U_FAILURE(status)) return 0;

    int32_t written = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(one, i, length, c);
        // Compatibility forms bring spaces and punctuation with them, which would end the token.
        if (c < 0x80 && !u_isalnum(c)) continue;
        if (written + U8_LENGTH(c) > capacity) break;
        U8_APPEND_UNSAFE(utf8, written, c);
    }
    return written;
}

// MARK: Words

cicu_words *cicu_words_open(void) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    return U_SUCCESS(status) ? (cicu_words *)iterator : NULL;
}

void cicu_words_close(cicu_words *words) { ubrk_close((UBreakIterator *)words); }

int32_t cicu_words_ends(cicu_words *words, const uint16_t *text, int32_t length, int32_t *ends) {
    UBreakIterator *iterator = (UBreakIterator *)words;
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(iterator, text, length, &status);
    if (U_FAILURE(status)) return -1;
    int32_t count = 0;
    ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator)) ends[count++] = end;
    return count;
}

void cicu_version(char text[20]) {
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, text);
}

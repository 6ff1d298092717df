/* Exact arithmetic of amounts: a result is right to the last penny, or it is refused. */
#include "base/base.h"

/* Whole numbers of 320 bits, least significant part first: room for a product of five amounts. */
enum { WIDE_PARTS = 10, WIDE_BITS = 32 * WIDE_PARTS };
typedef struct {
    uint32_t parts[WIDE_PARTS];
} wide;

bool money_add(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *out = a + b;
    return true;
}

bool money_subtract(int64_t a, int64_t b, int64_t *out)
{
    if (b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b)
        return false;
    *out = a - b;
    return true;
}

/*
 * The product with a part, moved up by so many parts, added to `out`. What is past the last part is
 * zero: see MONEY_FACTORS.
 */
static void wide_add_product(wide *out, const wide *a, uint32_t part, size_t shift)
{
    uint64_t carry = 0;
    for (size_t i = 0; i + shift < WIDE_PARTS; i++) {
        carry += (uint64_t)a->parts[i] * part + out->parts[i + shift];
        out->parts[i + shift] = (uint32_t)carry;
        carry >>= 32;
    }
}

static wide wide_multiply(const wide *a, uint64_t factor)
{
    wide out = {{0}};
    wide_add_product(&out, a, (uint32_t)factor, 0);
    wide_add_product(&out, a, (uint32_t)(factor >> 32), 1);
    return out;
}

/*
 * Divides in place, bit by bit: the remainder. The divisor is below 2^63, so that a remainder can
 * be doubled.
 */
static uint64_t wide_divide(wide *a, uint64_t divisor)
{
    uint64_t rest = 0;
    for (size_t bit = WIDE_BITS; bit-- > 0;) {
        uint32_t *part = &a->parts[bit / 32];
        const uint32_t mask = UINT32_C(1) << bit % 32;
        rest = rest << 1 | ((*part & mask) != 0);
        if (rest >= divisor) {
            rest -= divisor;
            *part |= mask;
        } else {
            *part &= ~mask;
        }
    }
    return rest;
}

static bool wide_fits(const wide *a, int64_t *out)
{
    for (size_t i = 2; i < WIDE_PARTS; i++)
        if (a->parts[i])
            return false;
    const uint64_t value = (uint64_t)a->parts[1] << 32 | a->parts[0];
    if (value > (uint64_t)INT64_MAX)
        return false;
    *out = (int64_t)value;
    return true;
}

static bool rounds_up(uint64_t rest, uint64_t divisor, money_rounding rounding)
{
    return rounding == MONEY_UP ? rest > 0 : rest >= divisor - rest;
}

bool money_ratio(const int64_t *factors, size_t count, int64_t divisor, money_rounding rounding,
                 int64_t *out)
{
    wide product = {{1}};
    if (count > MONEY_FACTORS || divisor <= 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (factors[i] < 0)
            return false;
        product = wide_multiply(&product, (uint64_t)factors[i]);
    }
    const uint64_t rest = wide_divide(&product, (uint64_t)divisor);
    int64_t whole;
    if (!wide_fits(&product, &whole))
        return false;
    return money_add(whole, rounds_up(rest, (uint64_t)divisor, rounding), out);
}

int64_t money_part(int64_t amount, int64_t parts)
{
    int64_t whole = amount / parts;
    const int64_t rest = amount % parts, size = rest < 0 ? -rest : rest;
    if (size >= parts - size)
        whole += amount < 0 ? -1 : 1;
    return whole;
}

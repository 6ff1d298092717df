/*
 * Levels of a block by shuffles: included once for each kind of vector, with its operations as
 * macros. A VECTOR has LANES bytes; SHUFFLE looks sixteen bytes of a table up by the low four bits
 * of each byte, and gives 0 where the highest bit is set, as it is of an unknown code.
 *
 * Each value permits levels, a bit each. Its lowest bit is its least level; the greatest of these
 * of all dimensions is the level indicated, still as a bit, and the conjunction of the bits says
 * what no dimension forbids. So there is neither a table over all combinations nor a branch.
 */
static inline __attribute__((always_inline)) TARGET void LEVELS(kernel_call *call, size_t count)
{
    static const uint8_t level_of_low[16] = {0, 0, 1, 0, 2, 0, 0, 0, 3};
    static const uint8_t level_of_high[16] = {0, 4, 5, 0, 6, 0, 0, 0, 7};
    const VECTOR low_level = TABLE(level_of_low), high_level = TABLE(level_of_high);
    const VECTOR zero = SAME(0), nibble = SAME(15), one = SAME(1), two = SAME(2);
    const kernel_dimension *dimensions = call->dimensions;
    const bool low_alone = call->level_count <= 4;
    VECTOR most[MOST_DIMENSIONS];
    for (size_t d = 0; d < count; d++)
        most[d] = zero;
    for (size_t at = 0; at < call->count; at += LANES) {
        VECTOR top = zero, all = SAME(255), unknown = zero;
        for (size_t d = 0; d < count; d++) {
            const VECTOR codes = LOAD(dimensions[d].codes + at);
            const VECTOR bits = SHUFFLE(TABLE(dimensions[d].permits), codes);
            most[d] = GREATER(most[d], ADD(codes, one));
            top = GREATER(top, SHUFFLE(TABLE(dimensions[d].lowest), codes));
            all = AND(all, bits);
            unknown = OR(unknown, EQUAL(bits, zero));
        }
        VECTOR level = SHUFFLE(low_level, AND(top, nibble));
        if (!low_alone)
            level = OR(level, SHUFFLE(high_level, UPPER_NIBBLE(top)));
        if (call->level)
            STORE(call->level + at, OR(level, unknown));
        if (call->at_least)
            STORE(call->at_least + at, level);
        if (call->status) {
            const VECTOR discordant = EQUAL(AND(all, top), zero);
            STORE(call->status + at, OR(AND(unknown, two), AND(AND_NOT(unknown, discordant), one)));
        }
        for (size_t d = 0; call->deciding[0] && d < count; d += 8) {
            VECTOR deciding = zero;
            for (size_t k = d; k < count && k < d + 8; k++) {
                const VECTOR low =
                    SHUFFLE(TABLE(dimensions[k].lowest), LOAD(dimensions[k].codes + at));
                const VECTOR bit = SAME((uint8_t)(1u << (k - d)));
                deciding = OR(deciding, AND_NOT(EQUAL(low, zero), AND(EQUAL(low, top), bit)));
            }
            STORE(call->deciding[d / 8] + at, deciding);
        }
    }
    for (size_t d = 0; d < count; d++) {
        uint8_t lanes[LANES];
        STORE(lanes, most[d]);
        call->most[d] = 0;
        for (size_t i = 0; i < LANES; i++)
            call->most[d] = lanes[i] > call->most[d] ? lanes[i] : call->most[d];
    }
}

/* The usual numbers of dimensions each by itself, so that their tables stay in registers. */
static TARGET void CLASSIFY(kernel_call *call)
{
    switch (call->dimension_count) {
    case 3:
        LEVELS(call, 3);
        break;
    case 4:
        LEVELS(call, 4);
        break;
    case 5:
        LEVELS(call, 5);
        break;
    case 6:
        LEVELS(call, 6);
        break;
    default:
        LEVELS(call, call->dimension_count);
    }
}

static TARGET uint8_t MOST(const uint8_t *codes, size_t count)
{
    const VECTOR one = SAME(1);
    VECTOR most = SAME(0);
    size_t at = 0;
    for (; at + LANES <= count; at += LANES)
        most = GREATER(most, ADD(LOAD(codes + at), one));
    uint8_t lanes[LANES], found = most_portable(codes + at, count - at);
    STORE(lanes, most);
    for (size_t i = 0; i < LANES; i++)
        found = lanes[i] > found ? lanes[i] : found;
    return found;
}

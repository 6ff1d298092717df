/*
 * The step by classes, told in steps.c: included once for each kind of QUAD, four numbers that go
 * together, with its operations as macros. BITS are a bit of each of the first two; NAMED gives
 * what is defined here a name of its own.
 */

typedef struct {
    QUAD at;
    move_progress *ended;
    unsigned state;
    uint8_t basis;
} NAMED(lane);

static inline ALWAYS_INLINED QUAD NAMED(begun)(const step_call *s, const step_row *row,
                                               unsigned state, step_kind kind)
{
    if (!kind.lengths)
        return BEGUN_BY(row);
    int32_t begun[PROGRESS];
    begin_by_lengths(s->columns, row->day, state, begun);
    return LOAD(begun);
}

/* The first day of a run on which closing was due; what was so of an earlier run is too early. */
static inline ALWAYS_INLINED QUAD NAMED(confirm)(QUAD at, QUAD day, unsigned run)
{
    const QUAD due = run == 1 ? ALL_FIRST(at) : ALL_SECOND(at);
    return SELECT(AND(ABOVE(due, at), LOAD(confirmed_alone)), day, at);
}

static inline ALWAYS_INLINED void NAMED(step)(const step_call *s, NAMED(lane) * l, size_t i,
                                              step_kind kind)
{
    const step_row *row = &s->rows[i];
    STORE(l->ended->at, l->at);
    l->ended->state = (uint8_t)l->state;
    l->ended->basis = l->basis;
    l->ended->row = (uint32_t)i;
    l->ended += s->marks[i];
    l->state &= s->marks[i] - 1u; /* a child begins before the first level */

    const unsigned state = l->state;
    const move_class *k = class_of(s->classes, state, row->word);
    const QUAD day = DAY_OF(row);
    const QUAD begun = NAMED(begun)(s, row, state, kind);
    QUAD at = LEAST(OR(l->at, LOAD(k->lost)), OR(begun, LOAD(k->idle)));
    const unsigned which = BITS(ABOVE(at, day));
    const move_way *way = &k->ways[which];
    uint64_t result = k->results[which];
    unsigned next = result >> NEXT_AT & STATE_BITS;
    if (result >> CONFIRMS_AT)
        at = NAMED(confirm)(at, day, (unsigned)(result >> CONFIRMS_AT));
    QUAD stays = LOAD(way->stays), idle = LOAD(way->idle);
    if (kind.judged && is_followed(s->most_severe, s->judged[i], level_of_word(result >> TO_AT))) {
        result = judged_result(result, s->judged[i]);
        next = state_of(judged_level(s->judged[i]));
        stays = LOAD(next == state ? all_bits : no_bits);
        idle = AND(LOAD(class_of(s->classes, next, row->word)->idle), LOAD(runs_alone));
    }
    const QUAD entered = OR(kind.lengths ? NAMED(begun)(s, row, next, kind) : begun, idle);
    const uint8_t basis = (uint8_t)(result >> BASIS_AT);
    l->at = SELECT(stays, at, entered);
    l->basis = basis != REUNIFY_BASIS_NONE ? basis : l->basis;
    l->state = next;
    if (kind.written)
        s->results[i] = result | (row->word >> INDICATED_AT << INDICATED_AT);
}

static inline ALWAYS_INLINED void NAMED(steps)(const step_call *call, step_lane *lanes,
                                               step_kind kind)
{
    const step_call s = *call;
    NAMED(lane) l[STEP_LANES];
    for (size_t k = 0; k < STEP_LANES; k++)
        l[k] = (NAMED(lane)){LOAD(lanes[k].now.at), lanes[k].ended, lanes[k].now.state,
                             lanes[k].now.basis};
    size_t at[STEP_LANES], together = SIZE_MAX;
    for (size_t k = 0; k < STEP_LANES; k++) {
        at[k] = lanes[k].first;
        together = lanes[k].count < together ? lanes[k].count : together;
    }
    for (size_t i = 0; i < together; i++)
        for (size_t k = 0; k < STEP_LANES; k++)
            NAMED(step)(&s, &l[k], at[k] + i, kind);
    for (size_t k = 0; k < STEP_LANES; k++) {
        for (size_t i = together; i < lanes[k].count; i++)
            NAMED(step)(&s, &l[k], at[k] + i, kind);
        STORE(lanes[k].now.at, l[k].at);
        lanes[k].ended = l[k].ended;
        lanes[k].now.state = (uint8_t)l[k].state;
        lanes[k].now.basis = l[k].basis;
    }
}

static void NAMED(plain)(const step_call *call, step_lane lanes[STEP_LANES])
{
    NAMED(steps)(call, lanes, (step_kind){false, false, false});
}

static void NAMED(judged)(const step_call *call, step_lane lanes[STEP_LANES])
{
    NAMED(steps)(call, lanes, (step_kind){true, false, false});
}

static void NAMED(written)(const step_call *call, step_lane lanes[STEP_LANES])
{
    NAMED(steps)(call, lanes, (step_kind){false, true, false});
}

static void NAMED(all)(const step_call *call, step_lane lanes[STEP_LANES])
{
    NAMED(steps)(call, lanes, (step_kind){true, true, false});
}

#undef QUAD
#undef LOAD
#undef STORE
#undef OR
#undef AND
#undef LEAST
#undef ABOVE
#undef SELECT
#undef BITS
#undef ALL_FIRST
#undef ALL_SECOND
#undef BEGUN_BY
#undef DAY_OF
#undef NAMED

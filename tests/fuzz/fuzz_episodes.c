/*
 * A file of episodes or of children, as reunify-outcomes reads it, and the outcomes of what could
 * be read: by each rule, with and without small numbers.
 */
#include "fuzz.h"

#include "outcome_files.h"

/* What has to add up, whatever the rows. */
static void require_sums(const reunify_outcomes *o)
{
    int64_t ended = 0;
    for (size_t i = 0; i < reunify_exit_count(); i++)
        ended += reunify_outcomes_exits(o, i);
    const int64_t periods = reunify_outcomes_number(o, REUNIFY_OUTCOMES_PERIODS);
    const int64_t returns = reunify_outcomes_number(o, REUNIFY_OUTCOMES_RETURNS_HOME);
    REQUIRE(ended + reunify_outcomes_number(o, REUNIFY_OUTCOMES_OPEN_PERIODS) == periods);
    REQUIRE((int64_t)reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_PERIODS) == periods);
    REQUIRE((int64_t)reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_RETURNS) == returns);
    REQUIRE(reunify_outcomes_number(o, REUNIFY_OUTCOMES_REENTERED) <= returns);
    REQUIRE(reunify_outcomes_number(o, REUNIFY_OUTCOMES_CHILDREN_RETURNED) <= returns);
    REQUIRE(reunify_outcomes_number(o, REUNIFY_OUTCOMES_ROWS_USED) <=
            reunify_outcomes_number(o, REUNIFY_OUTCOMES_ROWS));
}

static void write_both(const reunify_outcomes *o)
{
    reunify_text *text;
    REQUIRE(!reunify_outcomes_to_json(o, REUNIFY_JSON_PRETTY, &text, NULL));
    reunify_text_free(text);
    REQUIRE(!reunify_outcomes_to_text(o, NULL, 0, 60, &text, NULL));
    reunify_text_free(text);
}

static void work_out(const outcome_data *d, int32_t rule, int32_t breaks, int32_t below)
{
    const reunify_episodes episodes = episodes_of(d);
    const reunify_episode_children children = children_of(d);
    reunify_outcome_options options;
    reunify_outcomes *o;
    REQUIRE(!reunify_outcome_options_init(&options, sizeof options));
    options.rule = rule;
    options.short_breaks = breaks;
    options.ends = breaks % 2;
    options.suppress_below = below;
    const reunify_return_marks levels = marks_of(&d->levels), gates = marks_of(&d->gates);
    options.levels = &levels;
    options.gates = &gates;
    options.authorities = (const char *const *)d->authority_names.names;
    options.authority_count = d->authority_names.count;
    const reunify_status status =
        reunify_outcomes_new(NULL, &episodes, &children, &options, &o, NULL);
    REQUIRE(!status || status == REUNIFY_INVALID); /* authorities that are no UTF-8 */
    if (status)
        return;
    if (!below)
        require_sums(o);
    write_both(o);
    reunify_outcomes_free(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bytes from;
    static const char *const files[] = {"episodes.csv"};
    if (size > sizeof from.block)
        return 0;
    memset(&from, 0, offsetof(bytes, block));
    memcpy(from.block, data, size);
    from.filled = size;
    from.ended = true;
    csv c = {.from = &from, .line = 1};
    outcome_data d;
    memset(&d, 0, sizeof d);
    d.files = files;
    d.file_count = 1;
    d.faults = 1000; /* nothing more is told */
    (void)read_outcome_rows(&d, 0, &c);
    close_csv(&c);
    REQUIRE(order_outcome_data(&d));
    for (int32_t i = 0; i < 6; i++)
        work_out(&d, i % 2, i % 3, i < 3 ? 0 : 6);
    free_outcome_data(&d);
    return 0;
}

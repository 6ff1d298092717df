#include "outcome_cost.h"

#include "buffer.h"
#include "numbers.h"
#include "support.h"

#include <string.h>

int read_outcome_cost(outcome_cost_request *r)
{
    static const char pounds[] = "an amount in pounds, such as 5627 or 5627.50";
    reunify_cost_options *o = &r->options;
    const char *const others[] = {r->within, r->years, r->profile, r->set, r->re_entry, r->support};
    int status;
    r->months = 24;
    for (size_t i = 0; !r->with && i < sizeof others / sizeof others[0]; i++)
        if (others[i])
            return wrong_usage("costs need --with, what fails with support");
    if (!r->with)
        return DONE;
    if (reunify_cost_options_init(o, sizeof *o)) {
        complain("no memory");
        return BAD_INPUT;
    }
    o->set = r->set;
    if ((status = read_failures("with", r->with, &o->failures_with, &o->share_with)) ||
        (status = read_number("within", r->within, 0, "a number of months", &r->months)) ||
        (status =
             read_number("years", r->years, 3, "a number of years, such as 2 or 1.5", &o->years)) ||
        (status = read_number("re-entry", r->re_entry, 2, pounds, &o->re_entry)))
        return status;
    if (r->months > 60)
        return wrong_usage("--within is 1, 3, 6, 12, 24 or 60");
    return read_number("support", r->support, 2, pounds, &o->support);
}

int load_outcome_profile(const outcome_cost_request *r, reunify_error *error, reunify_profile **out)
{
    const bool costs = r->with && (r->profile || r->set || !r->re_entry || !r->support);
    *out = NULL;
    if (!costs && !r->languages && !r->messages)
        return DONE;
    return load_pack(r->profile ? r->profile : "herefordshire-2023", NULL,
                     &(pack_options){0, r->languages, r->messages}, error, out);
}

int cost_of_outcomes(const outcome_cost_request *r, const reunify_profile *profile,
                     const reunify_outcomes *outcomes, reunify_error *error, reunify_cost **out)
{
    reunify_cost_options options = r->options;
    if (reunify_cost_options_take(&options, outcomes, (int32_t)r->months, error) ||
        reunify_cost_calculate(NULL, profile, &options, out, error)) {
        complain_of("the costs", error);
        return BAD_INPUT;
    }
    return DONE;
}

bool write_cost_page(const reunify_cost *cost, uint32_t colour)
{
    reunify_text *text;
    if (reunify_cost_to_text(cost, colour, terminal_width(), &text, NULL)) {
        complain("no memory");
        return false;
    }
    const bool good =
        write_out("\n", 1) && write_out(reunify_text_data(text), reunify_text_length(text));
    reunify_text_free(text);
    return good;
}

bool write_cost_table(const reunify_cost *cost)
{
    buffer lines = {NULL, 0, 0, false};
    add_text(&lines, "line,pence,calculation\n");
    for (size_t i = 0; i < reunify_cost_line_count(cost); i++) {
        add_csv_text(&lines, reunify_cost_line_id(cost, i));
        add_format(&lines, ",%ld,", (long)reunify_cost_line_amount(cost, i));
        add_csv_text(&lines, reunify_cost_line_text(cost, i));
        add_text(&lines, "\n");
    }
    const bool good = !lines.failed && write_out(lines.data, lines.length) && finish_out();
    if (lines.failed)
        complain("no memory");
    free_buffer(&lines);
    return good;
}

/* A document within another: its lines further in. */
static bool write_nested(const reunify_text *text)
{
    const char *at = reunify_text_data(text), *end = at + reunify_text_length(text), *line;
    for (; (line = memchr(at, '\n', (size_t)(end - at))) != NULL; at = line + 1)
        if (!write_out(at, (size_t)(line - at) + 1) || !write_out("  ", 2))
            return false;
    return write_out(at, (size_t)(end - at));
}

/* How much of a document stands before the brace that ends it, and the line of that. */
static size_t before_end(const reunify_text *document)
{
    const char *data = reunify_text_data(document);
    size_t length = reunify_text_length(document) - 1;
    while (length && data[length - 1] == '\n')
        length--;
    return length;
}

bool write_with_cost(const reunify_text *document, const reunify_cost *cost, bool pretty)
{
    reunify_text *text;
    if (reunify_cost_to_json(cost, pretty ? REUNIFY_JSON_PRETTY : 0, &text, NULL)) {
        complain("no memory");
        return false;
    }
    const char *const member = pretty ? ",\n  \"cost\": " : ",\"cost\":", *const last =
                                                                              pretty ? "\n}" : "}";
    const bool good = write_out(reunify_text_data(document), before_end(document)) &&
                      write_out(member, strlen(member)) && write_nested(text) &&
                      write_out(last, strlen(last));
    reunify_text_free(text);
    return good;
}

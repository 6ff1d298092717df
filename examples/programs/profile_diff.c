/* How two packs differ, and a pack to start from. */
#include "profile_program.h"

#include <stdlib.h>
#include <string.h>

/* Differences --------------------------------------------------------------------------------- */

static void say_entries(const reunify_diff *diff, const char *indent)
{
    const char *section = "";
    for (size_t i = 0; i < reunify_diff_count(diff); i++) {
        const char *here = reunify_diff_section(diff, i);
        if (strcmp(section, here) != 0)
            printf("%s%s\n", indent, here);
        section = here;
        printf("%s  %s\n", indent, reunify_diff_text(diff, i));
    }
}

typedef struct {
    request *r;
    reunify_profile *profiles[2];
    reunify_date as_of; /* REUNIFY_DATE_NONE: the latest in the case */
} comparison;

/* One case under both; NULL after saying what is wrong. */
static reunify_diff *compare_under_both(const comparison *c, const char *file,
                                        const reunify_case *record, reunify_date as_of)
{
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *made[2] = {NULL, NULL};
    reunify_diff *diff = NULL;
    reunify_status status = reunify_evaluator_new(NULL, &evaluator, c->r->error);
    for (int i = 0; i < 2 && !status; i++)
        status =
            reunify_evaluate(evaluator, c->profiles[i], record, as_of, NULL, &made[i], c->r->error);
    if (!status)
        status = reunify_evaluation_diff(made[0], made[1], &diff, c->r->error);
    if (status)
        complain_of(file, c->r->error);
    reunify_evaluation_unref(made[0]);
    reunify_evaluation_unref(made[1]);
    reunify_evaluator_free(evaluator);
    return diff;
}

static int compare_case(const comparison *c, const char *file)
{
    content text;
    reunify_case *record;
    char date[11];
    if (!read_file(file, &text))
        return BAD_INPUT;
    const reunify_status status =
        reunify_case_from_json(NULL, text.data, text.length, 0, &record, c->r->error);
    free(text.data);
    if (status) {
        complain_of(file, c->r->error);
        return BAD_INPUT;
    }
    const reunify_date as_of =
        c->as_of == REUNIFY_DATE_NONE ? reunify_case_latest_date(record) : c->as_of;
    reunify_diff *diff = NULL;
    if (reunify_date_format(as_of, date, sizeof date))
        complain("%s: the case has no date in it to evaluate at: give --as-of", file);
    else
        diff = compare_under_both(c, file, record, as_of);
    if (diff) {
        printf("\n%s on %s: %s\n", file, date, reunify_diff_count(diff) ? "" : "no difference");
        say_entries(diff, "  ");
    }
    reunify_case_free(record);
    reunify_diff_free(diff);
    return diff ? DONE : BAD_INPUT;
}

static int compare_packs(const comparison *c)
{
    reunify_diff *diff;
    if (reunify_profile_diff(c->profiles[0], c->profiles[1], &diff, c->r->error)) {
        complain_of("diff", c->r->error);
        return BAD_INPUT;
    }
    say_entries(diff, "");
    if (!reunify_diff_count(diff))
        say("no difference\n");
    reunify_diff_free(diff);
    return DONE;
}

int run_diff(request *r, int count, char **arguments)
{
    comparison c = {.r = r, .as_of = REUNIFY_DATE_NONE};
    if (count < 2)
        return wrong_usage("diff needs two packs");
    if (r->as_of && reunify_date_parse(r->as_of, strlen(r->as_of), &c.as_of))
        return wrong_usage("--as-of needs a date of the calendar, YYYY-MM-DD");
    int status = DONE;
    for (int i = 0; i < 2 && !status; i++)
        status = load_pack(arguments[i], r->bases, &(pack_options){0, r->languages, NULL}, r->error,
                           &c.profiles[i]);
    if (!status)
        status = compare_packs(&c);
    int failed = DONE;
    for (size_t i = 0; !status && r->cases[i]; i++)
        failed |= compare_case(&c, r->cases[i]);
    for (int i = 2; !status && i < count; i++)
        failed |= compare_case(&c, arguments[i]);
    reunify_profile_unref(c.profiles[0]);
    reunify_profile_unref(c.profiles[1]);
    return status ? status : failed;
}

/* A pack to start from ------------------------------------------------------------------------ */

static const char template_start[] =
    "{\n"
    "  \"schema\": \"reunify/profile/1\",\n"
    "  \"x_comment\": \"A pack laid over another: it says only what is different. Members that "
    "begin with x_ are comments.\",\n";
static const char template_rest[] =
    "  \"x_items\": [\n"
    "    \"Lists of items with an id are merged by id, member by member: to change a rule, name "
    "its id and what is "
    "different.\",\n"
    "    \"{'id': X, 'remove': true} takes an item away; 'replace': true takes the one given "
    "whole; a member that is null is "
    "taken away.\",\n"
    "    \"A new item comes last, or where 'before' or 'after' with an id puts it. Named "
    "conditions and dates are merged by "
    "name.\",\n"
    "    \"Every other list is replaced as a whole: an empty one takes everything away.\"\n"
    "  ],\n"
    "  \"x_examples\": {\n"
    "    \"a shorter period\": {\"risk\": {\"movement\": [{\"id\": \"ID OF THE RULE\", \"for\": "
    "\"P3M\"}]}},\n"
    "    \"another name for a level\": {\"risk\": {\"levels\": [{\"id\": \"ID OF THE LEVEL\", "
    "\"text\": {\"en\": \"NAME\"}}]}},\n"
    "    \"a requirement more\": {\n"
    "      \"record_types\": [{\"id\": \"panel\", \"text\": {\"en\": \"panel\"}, \"outcomes\": "
    "[\"agreed\", \"refused\"]}],\n"
    "      \"pathways\": [{\"id\": \"ID OF THE PATHWAY\", \"stages\": [{\"id\": \"ID OF THE "
    "STAGE\", \"requirements\": [{\n"
    "        \"id\": \"panel\", \"necessity\": \"required\",\n"
    "        \"satisfied_by\": {\"record\": \"panel\", \"which\": \"latest\", \"outcome\": "
    "[\"agreed\"]},\n"
    "        \"text\": {\"en\": \"The panel has agreed.\"}, \"source\": {\"id\": \"local\", "
    "\"at\": \"SECTION\"}\n"
    "      }]}]}]\n"
    "    }\n"
    "  },\n"
    "  \"sources\": [{\"id\": \"local\", \"title\": \"WHAT YOUR OWN GUIDANCE IS CALLED\"}]\n"
    "}\n";

static bool plain_id(const char *id)
{
    return *id && !id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_.-")];
}

int run_new(request *r, int count, char **arguments)
{
    (void)arguments;
    const char *id = r->id ? r->id : "local-pack";
    pack_texts pack;
    if (count || !r->extends)
        return wrong_usage("new needs --extends, and no argument");
    if (!plain_id(id))
        return wrong_usage("--id needs lower-case letters, digits, underscores, dots and hyphens");
    if (!r->bases[0]) {
        const int status = open_pack(r->extends, NULL, &pack);
        if (status)
            return status;
        close_pack(&pack);
    }
    say(template_start);
    printf("  \"x_start\": \"The ids of all rules: reunify-profile show %s\",\n", r->extends);
    printf("  \"id\": \"%s\",\n  \"version\": \"0.1.0\",\n  \"title\": {\"en\": \"WHAT THE PACK IS "
           "CALLED\"},\n  \"extends\": "
           "\"%s\",\n",
           id, r->extends);
    return say(template_rest) ? DONE : BAD_INPUT;
}

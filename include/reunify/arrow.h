/*
 * Tables as Arrow arrays, in and out, by the Arrow C Data and Stream Interfaces: nothing of Arrow
 * is needed to build or to link.
 */
#ifndef REUNIFY_ARROW_H
#define REUNIFY_ARROW_H

#include <reunify/arrow_abi.h>
#include <reunify/batch.h>
#include <reunify/outcome.h>

REUNIFY_BEGIN_DECLS

/*
 * A table is a struct array, as a record batch is exported. Its columns are found by name: a
 * finding by its id, one of a person as `finding@1`, `return_to@1`, `child`, `date`, `judgement`,
 * `rationale`, `approved_by`; names that begin with `x_` are passed over. Types: boolean, integers
 * of every width, utf8 and large utf8, dictionaries of these texts over integers, and date32 for
 * `date`. Columns are read where they lie.
 *
 * What comes in stays the caller's, who releases it; only a stream is moved. What goes out is
 * *new*, the caller's to release by its own `release`; it holds all that it needs, its parts may be
 * moved and released in any order and on any thread where the allocator may be used there. After a
 * failure the results' `release` is NULL.
 *
 * Threads: any number may use the same columns at once; a stream is for one at a time.
 */

/**
 * Levels of a table: a struct array with the columns `level`, `status`, `at_least` (dictionaries of
 * their names) and `deciding` (uint32, a bit a dimension). Fails like reunify_columns_classify(),
 * with REUNIFY_INVALID and `bad_arrow` where an array is not as its type has to be, and
 * REUNIFY_NOT_FOUND and `unknown_column` for a name that is none. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_classify_arrow(const reunify_columns *columns,
                                                                  const struct ArrowSchema *schema,
                                                                  const struct ArrowArray *array,
                                                                  struct ArrowSchema *out_schema,
                                                                  struct ArrowArray *out_array,
                                                                  reunify_error *error);

/** Which table of a replay is wanted. @since 0.1.0 */
enum {
    REUNIFY_TABLE_OBSERVATIONS = 1, /* a row an observation */
    REUNIFY_TABLE_CHILDREN = 2      /* a row a child */
};

/**
 * A replay of a table of observations: for REUNIFY_TABLE_OBSERVATIONS the columns `level_before`,
 * `level_after`, `indicated`, `rule`, `basis` and `held_by`; for REUNIFY_TABLE_CHILDREN `first_row`
 * (int64, of the child in the table), `level`, `since`, `basis`, `pending`, `eligible_from`,
 * `earliest_closure`, `may_close_from` and `may_close_confirmed`. Names are dictionaries, dates
 * date32, and what there is not is null. Fails like reunify_columns_replay() and as above.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_replay_arrow(
    const reunify_columns *columns, const struct ArrowSchema *schema,
    const struct ArrowArray *array, reunify_date as_of, const reunify_batch_options *options,
    int32_t table, struct ArrowSchema *out_schema, struct ArrowArray *out_array,
    reunify_error *error);

/**
 * Levels of a stream of tables, each worked out when it is asked for. `in` is *moved*: the result
 * releases it, also where this fails. A table that cannot be read is an error of the stream, with
 * its message. Fails with REUNIFY_ARGUMENT or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_classify_stream(const reunify_columns *columns,
                                                                   struct ArrowArrayStream *in,
                                                                   struct ArrowArrayStream *out,
                                                                   reunify_error *error);

/**
 * A replay of a stream of tables of observations, each looked at and written when it is asked for;
 * the rows of a child may go on from one table to the next. The tables of the result have the
 * columns of reunify_columns_replay_arrow(), and in front of them `child` (utf8, or int64 or uint64
 * as it came) and, for REUNIFY_TABLE_OBSERVATIONS, `date` (date32). Those of REUNIFY_TABLE_CHILDREN
 * have the children whose last row was read, the last one in a table of its own, and `first_row`
 * counts from the beginning of the stream, as the places of faults do. So that none comes twice,
 * children have to stand in order in a stream, rising or falling, texts by their bytes
 * (`unsorted_children`). `in` is *moved*: the result releases it, also where this fails. Fails with
 * REUNIFY_NOT_FOUND for a pathway that there is not, REUNIFY_ARGUMENT (NULL, a date out of range,
 * no such table, a pathway without levels) or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status
reunify_columns_replay_stream(const reunify_columns *columns, struct ArrowArrayStream *in,
                              reunify_date as_of, const reunify_batch_options *options,
                              int32_t table, struct ArrowArrayStream *out, reunify_error *error);

/*
 * Outcomes of tables. The columns of episodes are those of reunify_episodes: `child`, `start`,
 * `end`, and where they are known `started`, `legal_status`, `placement`, `ceased`, `authority` and
 * `report`; those of children `child`, `birth` and `sex`. Dates are date32, or texts as
 * "2024-05-31". Codes are texts, or dictionaries of texts, as reunify_episode_code_find() reads
 * them, or their numbers; sexes are M, F or U, or numbers. Authorities are texts, which take the
 * place of the options' names, or count in these. Children are whole numbers or texts, in both
 * tables the same. Texts are numbered from 0 in the order of their bytes, which is what marks in
 * the options count by, and reunify_outcomes_word() has the text.
 */

/**
 * Outcomes of a table of episodes, and one of what is known of the children, or NULL and NULL:
 * *new*. Fails like reunify_outcomes_new(), with REUNIFY_INVALID and `bad_arrow` where an array is
 * not as its type has to be, `missing_member` for a row without a child, `bad_date`, `bad_number`
 * or `bad_value` for what stands in a row, `duplicate_member` for a column that is there twice, and
 * REUNIFY_NOT_FOUND for a column that is missing (`missing_column`) or that there is not
 * (`unknown_column`). Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_new_arrow(
    const reunify_context *context, const struct ArrowSchema *episodes_schema,
    const struct ArrowArray *episodes, const struct ArrowSchema *children_schema,
    const struct ArrowArray *children, const reunify_outcome_options *options,
    reunify_outcomes **out, reunify_error *error);

/**
 * The same of streams of tables, all of which are read; `children` may be NULL. Both streams are
 * *moved*: they are released, also where this fails. Rows count through all tables of a stream.
 * Fails like reunify_outcomes_new_arrow(). Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_new_stream(
    const reunify_context *context, struct ArrowArrayStream *episodes,
    struct ArrowArrayStream *children, const reunify_outcome_options *options,
    reunify_outcomes **out, reunify_error *error);

/**
 * A table of outcomes, REUNIFY_OUTCOME_TABLE_*, as a struct array, with the columns of that table
 * in docs/tables.md: words as dictionaries, dates as date32, medians and shares as float64,
 * children as int64 or, where they were texts, as these. What there is not, and what is not told
 * because it is too small, is null. Fails with REUNIFY_LIMIT (`limit_arrow`), REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_to_arrow(const reunify_outcomes *outcomes,
                                                             int32_t table,
                                                             struct ArrowSchema *out_schema,
                                                             struct ArrowArray *out_array,
                                                             reunify_error *error);

REUNIFY_END_DECLS

#endif

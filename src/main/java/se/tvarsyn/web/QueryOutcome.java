package se.tvarsyn.web;

import se.tvarsyn.warehouse.ResultTable;

/** What became of an analyst's query. */
public sealed interface QueryOutcome {
    /**
     * It was answered.
     *
     * @param millis that the answer took
     */
    record Rows(ResultTable table, long millis) implements QueryOutcome {}

    /**
     * It was not answered, or not to its end.
     *
     * @param word why: the end of a key {@code query.refused.*} of {@code web/messages}. Never ClickHouse's text, which may
     *     quote a row
     * @param code ClickHouse's number of the error; 0 = the query was not sent to it, or was broken off
     * @param line of the query that ClickHouse could not read further at, from 1; 0 = not said
     */
    record Refusal(String word, int code, int line) implements QueryOutcome {}
}

package se.tvarsyn.web.operations;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.context.MessageSource;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.Schedule;

/** What was asked for on these pages and lined up, newest first, and how it went. Kept in memory, the last few. */
final class AskedActs {
    private static final int KEPT = 10;

    private final Operator operator;
    private final MessageSource messages;
    private final Deque<Asked> asked = new ArrayDeque<>();

    AskedActs(Operator operator, MessageSource messages) {
        this.operator = operator;
        this.messages = messages;
    }

    private record Asked(String act, String feed, String by, Instant at, Future<?> result) {}

    /**
     * An act as a page shows it.
     *
     * @param how in a sentence
     * @param told what stopped it, as a command says it
     */
    record Text(String what, String feed, String by, String at, String how, List<Said> told, boolean isWrong) {
        Text {
            told = List.copyOf(told);
        }
    }

    /** @param act a word of {@code act.*} */
    synchronized void add(String act, String feed, String by, Future<?> result) {
        asked.addFirst(new Asked(act, feed, by, operator.now(), result));
        if (asked.size() > KEPT) {
            asked.removeLast();
        }
    }

    synchronized List<Text> all(Locale locale) {
        OperationsWords words = new OperationsWords(messages, locale);
        return asked.stream().map(a -> text(a, words)).toList();
    }

    private static Text text(Asked asked, OperationsWords words) {
        List<Said> told = new ArrayList<>();
        String how = how(asked.result, told, words);
        return new Text(
                words.of("act." + asked.act), asked.feed, asked.by, words.at(asked.at), how, told, !told.isEmpty());
    }

    private static String how(Future<?> result, List<Said> told, OperationsWords words) {
        if (!result.isDone()) {
            return words.of("asked.waits");
        }
        try {
            Object outcome = result.get();
            if (outcome instanceof Schedule.Outcome run) {
                return how(run, told, words);
            }
            if (outcome instanceof List<?> refused && !refused.isEmpty()) {
                refused.forEach(each -> told.add(words.told(String.valueOf(each))));
                return words.of("asked.failed");
            }
            return words.of("asked.done");
        } catch (CancellationException e) {
            return words.of("asked.cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return words.of("asked.waits");
        } catch (ExecutionException e) {
            // Its message is somebody else's and may hold a value.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            told.add(Said.told("internal error (" + cause.getClass().getSimpleName() + ")"));
            return words.of("asked.failed");
        }
    }

    private static String how(Schedule.Outcome run, List<Said> told, OperationsWords words) {
        if (run.failure() != null) {
            told.add(words.told(run.failure()));
            return words.of(run.isPostponed() ? "asked.busy" : "asked.failed");
        }
        return run.deliveries() == 0
                ? words.of("asked.nothing")
                : words.of("asked.delivered", words.number(run.deliveries()));
    }
}

package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source one question at a time over HTTP/1.1, and again where the failure may pass. Says what failed in plain
 * words, never with the address, a header, or a body. Close ends its clock; the connection lives on.
 *
 * <p>A POST is tried again like a GET: the questions of this product are lookups, which change nothing.
 */
final class SourceCall implements AutoCloseable {
    /** Statuses that another try may not meet again. */
    static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    private final SourceConnection connection;
    private final ScheduledExecutorService bells = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "source-time-out");
        thread.setDaemon(true);
        return thread;
    });

    SourceCall(SourceConnection connection) {
        this.connection = connection;
    }

    /** Takes the body of a good answer. */
    @FunctionalInterface
    interface AnswerReader<T> {
        /**
         * Called anew for each try.
         *
         * @param body ends with an IOException where the answer breaks off or falls silent
         * @throws IOException of the body: the answer broke off
         * @throws PassingFailure the answer is not usable, and another try may give a better one
         * @throws SourceUnreachable no other try will help
         */
        T read(InputStream body) throws IOException, PassingFailure, SourceUnreachable;
    }

    /** Takes an answer of any status. */
    @FunctionalInterface
    interface AnswerTaker<T> {
        T take(Answer answer) throws IOException, PassingFailure, SourceUnreachable;
    }

    /** An answer whose body is still to come. */
    record Answer(int status, HttpHeaders headers, InputStream body) {
        /** How long the source asks to be left alone; null where it does not say. */
        @Nullable
        Duration rest(Instant now) {
            return RetryAfter.of(headers.firstValue("Retry-After"), now);
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    static void refuseTalkativeJvm(SourceQuestion question) throws SourceUnreachable {
        String talk = TalkativeJvm.whatIsOn();
        if (talk != null) {
            throw question.failure(
                    null,
                    "is not asked while " + talk + " is on: it writes secrets and records to a log",
                    "start without it");
        }
    }

    /** @return what the reader made of the answer; null where the source says that there is nothing (204) */
    <T> @Nullable T ask(SourceQuestion question, AnswerReader<T> reader) throws SourceUnreachable {
        refuseTalkativeJvm(question);
        SourceBreaker breaker = connection.breaker();
        breaker.admit(question);
        boolean isCounted = false;
        try {
            T taken = tries(question, reader);
            breaker.answered();
            isCounted = true;
            return taken;
        } catch (PassingFailure last) {
            breaker.failed(last);
            isCounted = true;
            throw question.failure(last.status(), last.what(), last.mend());
        } finally {
            if (!isCounted) {
                breaker.neither();
            }
        }
    }

    /** @throws PassingFailure of the last try, with the number of tries in its words */
    private <T> @Nullable T tries(SourceQuestion question, AnswerReader<T> reader)
            throws PassingFailure, SourceUnreachable {
        boolean isRenewed = false;
        int failed = 0;
        while (true) {
            try {
                Map<String, String> credentials = connection.credentials().headers(this, question);
                Taken<T> taken = once(question, credentials, answer -> taken(question, answer, reader));
                if (taken.status != 401) {
                    return taken.value;
                }
                if (isRenewed || !connection.credentials().forget(credentials)) {
                    throw question.failure(
                            401, "does not accept the credentials (401)", "renew the feed's secret or token");
                }
                isRenewed = true;
            } catch (PassingFailure again) {
                failed++;
                waitFor(question, again, failed);
            }
        }
    }

    private void waitFor(SourceQuestion question, PassingFailure again, int failed)
            throws PassingFailure, SourceUnreachable {
        String times = failed == 1 ? "" : ", " + failed + " times";
        Duration rest = again.rest();
        if (rest != null && rest.compareTo(Waiting.LONGEST) > 0) {
            throw new PassingFailure(
                    again.status(),
                    again.what() + times + ", and asks to be left alone for " + rest.toSeconds() + " s; a run waits "
                            + Waiting.LONGEST.toSeconds() + " s at most",
                    "run again after that time");
        }
        if (failed >= connection.tries()) {
            throw new PassingFailure(again.status(), again.what() + times, again.mend());
        }
        try {
            Waiting waiting = connection.waiting();
            waiting.pause().sleep(rest == null ? waiting.backoff(failed) : rest);
        } catch (InterruptedException e) {
            throw interrupted(question);
        }
    }

    private static SourceUnreachable interrupted(SourceQuestion question) {
        Thread.currentThread().interrupt();
        return question.failure(null, "the pull was stopped", "run it again");
    }

    /** One request and its answer, without another try. */
    <T> T once(SourceQuestion question, Map<String, String> credentials, AnswerTaker<T> taker)
            throws SourceUnreachable, PassingFailure {
        HttpResponse<InputStream> response;
        try {
            connection.rate().await();
            response = connection
                    .client()
                    .send(
                            question.request(credentials, connection.readTimeout()),
                            HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw noAnswer(question, e);
        } catch (InterruptedException e) {
            throw interrupted(question);
        }
        try (InputStream body = new BodyInTime(response.body())) {
            return taker.take(new Answer(response.statusCode(), response.headers(), body));
        } catch (HttpTimeoutException e) {
            throw timeOut();
        } catch (IOException e) {
            throw new PassingFailure(null, "the answer broke off", "see that the source and the network are up");
        }
    }

    private <T> Taken<T> taken(SourceQuestion question, Answer answer, AnswerReader<T> reader)
            throws IOException, PassingFailure, SourceUnreachable {
        int status = answer.status();
        if (status == 200 || (question.upload() != null && (status == 201 || status == 202))) {
            return new Taken<>(status, reader.read(answer.body()));
        }
        if (status != 204 && status != 401) {
            throw refused(question, answer);
        }
        return new Taken<>(status, null);
    }

    private record Taken<T>(int status, @Nullable T value) {}

    private PassingFailure timeOut() {
        return new PassingFailure(
                null,
                "no answer within " + connection.readTimeout().toSeconds() + " s",
                "see that the source is up, or lower page-size");
    }

    private PassingFailure noAnswer(SourceQuestion question, IOException e) throws SourceUnreachable {
        TlsTrouble trouble = TlsTrouble.of(e, connection.hasClientCertificate());
        if (trouble != null) {
            throw question.failure(null, trouble.what(), trouble.mend());
        }
        if (e instanceof HttpTimeoutException) {
            return timeOut();
        }
        boolean isRefused = e instanceof ConnectException;
        String mend = "see that the base address is right and the source is up";
        if (connection.hasProxy()) {
            mend += ", and that the proxy lets it through";
        }
        if (!isRefused && question.base().getScheme().equals("https")) {
            // Some servers cut the connection instead of saying which certificate they want.
            mend += "; where the source demands a client certificate, check client-certificate-file";
        }
        return new PassingFailure(null, isRefused ? "no connection" : "the connection broke", mend);
    }

    private PassingFailure refused(SourceQuestion question, Answer answer) throws SourceUnreachable {
        int status = answer.status();
        if (PASSING.contains(status)) {
            return new PassingFailure(
                    status,
                    "answers " + status,
                    "the source is overloaded or down; run again later",
                    answer.rest(connection.waiting().clock().instant()));
        }
        if (status == 403) {
            throw question.failure(
                    status,
                    "knows the credentials but does not allow this endpoint (403)",
                    "ask the source's owner for the right or scope that this endpoint needs");
        }
        if (status == 404) {
            throw question.failure(status, "is not there (404)", "check the base address and that the source has it");
        }
        if (status >= 300 && status < 400) {
            throw question.failure(
                    status,
                    "points to another address (" + status + "), which is not followed",
                    "set the base address to where the API is now");
        }
        throw question.failure(status, "answers " + status, "check filters and page-size with the source's owner");
    }

    @Override
    public void close() {
        bells.shutdownNow();
    }

    /** The request's own time-out ends with the headers; a body that falls silent is closed from outside. */
    private final class BodyInTime extends InputStream {
        private final InputStream body;

        BodyInTime(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** @throws HttpTimeoutException where nothing came in time */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> bell = bells.schedule(
                    () -> {
                        late.set(true);
                        try {
                            body.close();
                        } catch (IOException e) {
                            late.set(true); // closing is all that was wanted
                        }
                    },
                    connection.readTimeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                int count = body.read(target, offset, length);
                if (late.get()) {
                    throw new HttpTimeoutException("silent");
                }
                return count;
            } catch (IOException e) {
                if (late.get()) {
                    throw new HttpTimeoutException("silent");
                }
                throw e;
            } finally {
                bell.cancel(false);
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}

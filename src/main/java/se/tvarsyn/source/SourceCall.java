package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source one question at a time over HTTP/1.1, and again where the failure may pass. Says what failed in plain
 * words, never with the address, a header, or a body. Close ends its clock.
 */
final class SourceCall implements AutoCloseable {
    private static final int TRIES = 3;

    private final HttpClient client;
    private final Duration readTimeout;
    private final Duration backoff;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "source-time-out");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param readTimeout the longest silence before the first and between two bytes of an answer
     * @param backoff wait before the second try, doubled before the third
     */
    SourceCall(HttpClient client, Duration readTimeout, Duration backoff) {
        this.client = client;
        this.readTimeout = readTimeout;
        this.backoff = backoff;
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

    /** @return what the reader made of the answer; null where the source says that there is nothing (204) */
    <T> @Nullable T ask(SourceQuestion question, AnswerReader<T> reader) throws SourceUnreachable {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(question, reader);
            } catch (PassingFailure again) {
                if (attempt == TRIES) {
                    throw question.failure(again.status(), again.what() + ", " + TRIES + " times", again.mend());
                }
                pause(question, attempt);
            }
        }
    }

    private void pause(SourceQuestion question, int attempt) throws SourceUnreachable {
        try {
            Thread.sleep(backoff.toMillis() << (attempt - 1));
        } catch (InterruptedException e) {
            throw interrupted(question);
        }
    }

    private static SourceUnreachable interrupted(SourceQuestion question) {
        Thread.currentThread().interrupt();
        return question.failure(null, "the pull was stopped", "run it again");
    }

    private <T> @Nullable T attempt(SourceQuestion question, AnswerReader<T> reader)
            throws SourceUnreachable, PassingFailure {
        HttpResponse<InputStream> response;
        try {
            response = client.send(question.request(readTimeout), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw noAnswer(question, e);
        } catch (InterruptedException e) {
            throw interrupted(question);
        }
        try (InputStream body = new BodyInTime(response.body())) {
            int status = response.statusCode();
            if (status == 204) {
                return null;
            }
            if (status != 200) {
                throw refused(question, status);
            }
            return reader.read(body);
        } catch (HttpTimeoutException e) {
            throw timeOut();
        } catch (IOException e) {
            throw new PassingFailure(null, "the answer broke off", "see that the source and the network are up");
        }
    }

    private PassingFailure timeOut() {
        return new PassingFailure(
                null,
                "no answer within " + readTimeout.toSeconds() + " s",
                "see that the source is up, or lower the page limit");
    }

    private PassingFailure noAnswer(SourceQuestion question, IOException e) throws SourceUnreachable {
        if (e instanceof SSLException) {
            throw question.failure(
                    null, "no trusted connection can be made (TLS)", "check the feed's certificate and trust store");
        }
        if (e instanceof HttpTimeoutException) {
            return timeOut();
        }
        return new PassingFailure(
                null,
                e instanceof ConnectException ? "no connection" : "the connection broke",
                "see that the base address is right and the source is up");
    }

    private static PassingFailure refused(SourceQuestion question, int status) throws SourceUnreachable {
        if (status == 429 || status >= 500) {
            return new PassingFailure(status, "answers " + status, "the source is overloaded or down; run again later");
        }
        if (status == 401) {
            throw question.failure(status, "does not accept the credentials (401)", "renew the feed's secret or token");
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
        throw question.failure(status, "answers " + status, "check filters and page limit with the source's owner");
    }

    @Override
    public void close() {
        clock.shutdownNow();
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
            ScheduledFuture<?> bell = clock.schedule(
                    () -> {
                        late.set(true);
                        try {
                            body.close();
                        } catch (IOException e) {
                            late.set(true); // closing is all that was wanted
                        }
                    },
                    readTimeout.toMillis(),
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

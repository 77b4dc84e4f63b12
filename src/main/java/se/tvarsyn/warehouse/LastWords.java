package se.tvarsyn.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process of this program said last on its standard error. Told of it are our own sentences and ClickHouse's numbers:
 * whatever else stands there may quote a row.
 */
final class LastWords {
    /** How the command line begins what it tells of a failure. */
    private static final String OURS = "tvarsyn: ";

    private static final Pattern ENGINE = Pattern.compile("Code: (\\d{1,5})\\b");
    private static final Pattern FOREIGN = Pattern.compile("DB::|Exception");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d-]{7,}");
    private static final int KEPT = 20;
    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final Thread reader;
    private final Deque<String> lines = new ArrayDeque<>();

    private LastWords(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "tvarsyn-engine-words");
        reader.setDaemon(true);
    }

    /** Listens for as long as the process lives: it must never wait for somebody to listen. */
    static LastWords of(Process process) {
        LastWords words = new LastWords(process);
        words.reader.start();
        return words;
    }

    private void read() {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                synchronized (lines) {
                    if (lines.size() == KEPT) {
                        lines.removeFirst();
                    }
                    lines.addLast(line);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Of a process that has ended, or is about to: why, in words that hold no value. */
    String told() {
        try {
            boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            List<String> said;
            synchronized (lines) {
                said = new ArrayList<>(lines);
            }
            for (int i = said.size() - 1; i >= 0; i--) {
                String line = said.get(i);
                Matcher engine = ENGINE.matcher(line);
                if (engine.find()) {
                    return "ClickHouse error " + engine.group(1);
                }
                if (line.startsWith(OURS) && !FOREIGN.matcher(line).find()) {
                    return NUMBER.matcher(line.substring(OURS.length())).replaceAll("…");
                }
            }
            return hasEnded ? "its process ended with exit code " + process.exitValue() : "its process says nothing";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while it started";
        }
    }
}

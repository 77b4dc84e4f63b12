package se.tvarsyn.source;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder are a feed's, when they are ready, and what becomes of them.
 *
 * @param pattern of the names, {@code *}, {@code ?} and {@code {a,b}}
 * @param settle how long size and time must stay the same
 * @param doneFile name of the companion that says that a file is whole, with {@code {name}} in it; null = none
 * @param archiveDays how long an archived file is kept
 */
public record FileRules(
        String pattern, Duration settle, @Nullable String doneFile, After after, int archiveDays) {
    /** Two seconds: the modified time of FAT and of old servers is no finer. */
    private static final int SETTLE_SECONDS = 2;

    private static final int ARCHIVE_DAYS = 30;
    private static final String NAME = "{name}";
    private static final Set<String> UNFINISHED = Set.of(".tmp", ".part", ".filepart");

    /** What becomes of a file that was taken. */
    public enum After {
        KEEP,
        MARK,
        DELETE,
        ARCHIVE
    }

    public FileRules {
        if (settle.isZero() || settle.isNegative()) {
            throw new IllegalArgumentException("settle-seconds must be 1 or more");
        }
        if (archiveDays < 1) {
            throw new IllegalArgumentException("archive-days must be 1 or more");
        }
        if (doneFile != null && (doneFile.equals(NAME) || doneFile.indexOf(NAME) < 0 || doneFile.indexOf('/') >= 0)) {
            throw new IllegalArgumentException("done-file must hold {name} and more, as in \"{name}.done\"");
        }
        compiled(pattern);
    }

    /**
     * @param settings of the feed's source in {@code tvarsyn.yaml}
     * @throws IllegalArgumentException whose message names the setting and the mend
     */
    public static FileRules of(Map<String, String> settings) {
        return new FileRules(
                settings.getOrDefault("pattern", "*"),
                Duration.ofSeconds(number(settings, "settle-seconds", SETTLE_SECONDS)),
                settings.get("done-file"),
                after(settings.getOrDefault("after", "mark")),
                archiveDays(settings));
    }

    /** Days that a feed's archive is kept, also where it is read from no folder any more. */
    public static int archiveDays(Map<String, String> settings) {
        return number(settings, "archive-days", ARCHIVE_DAYS);
    }

    private static int number(Map<String, String> settings, String name, int otherwise) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(name + " must be a whole number, 1 or more");
        }
        return Integer.parseInt(text);
    }

    private static After after(String text) {
        return switch (text) {
            case "keep" -> After.KEEP;
            case "mark" -> After.MARK;
            case "delete" -> After.DELETE;
            case "archive" -> After.ARCHIVE;
            default -> throw new IllegalArgumentException("after must be one of keep, mark, delete, archive");
        };
    }

    /** Whether a file of this name is one of the feed's, whole or not. */
    boolean isWanted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isPlain(name)
                && !name.startsWith(".")
                && UNFINISHED.stream().noneMatch(lower::endsWith)
                && !lower.endsWith(TakenMark.SUFFIX)
                && !isCompanion(name)
                && compiled(pattern).matcher(name).matches();
    }

    /** A server may say anything: a name that leads elsewhere is none. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ') && !name.equals("..");
    }

    private boolean isCompanion(String name) {
        if (doneFile == null) {
            return false;
        }
        int at = doneFile.indexOf(NAME);
        return name.startsWith(doneFile.substring(0, at))
                && name.endsWith(doneFile.substring(at + NAME.length()))
                && name.length() > doneFile.length() - NAME.length();
    }

    /** Name of the companion that says that a file is whole; null where none is asked for. */
    @Nullable
    String companionOf(String name) {
        return doneFile == null ? null : doneFile.replace(NAME, name);
    }

    /** Not the JDK's: that takes paths, and the path of a name cannot be made in every locale. */
    private static Pattern compiled(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean isChoice = false;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '/' || c == '[' || c == ']' || (c == '{' && isChoice)) {
                throw wrongPattern();
            } else if (c == '{' || (c == '}' && isChoice)) {
                isChoice = c == '{';
                regex.append(isChoice ? "(?:" : ")");
            } else if (c == ',' && isChoice) {
                regex.append('|');
            } else if (c == '*' || c == '?') {
                regex.append(c == '*' ? ".*" : ".");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (isChoice || glob.isEmpty()) {
            throw wrongPattern();
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static IllegalArgumentException wrongPattern() {
        return new IllegalArgumentException(
                "pattern must be a file name with *, ? and {a,b}, as in \"*.csv\"; no folders and no [ ]");
    }
}

package se.tvarsyn.diagnosis;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.FileRules;
import se.tvarsyn.source.SftpAccount;
import se.tvarsyn.source.SftpFolder;
import se.tvarsyn.source.SourceConnection;
import se.tvarsyn.source.SourceProbe;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.source.UnusableConnection;

/** Whether each named source is there, lets its feed in, and lets it put files away as {@code after} says. */
record SourceProbes(Configuration configuration, Clock clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(configuration.settings().sources()).forEach((feed, source) -> {
            if (configuration.mappings().containsKey(feed)) {
                findings.addAll(secrets(feed, source));
                findings.add(source(feed, source));
            } else {
                findings.add(Finding.fail(
                        "sources." + feed + " names no feed", "correct its name, or take it out of tvarsyn.yaml"));
            }
        });
        if (findings.isEmpty()) {
            findings.add(
                    Finding.warn("no source is named", "name one under sources, or load files with './tvarsyn load'"));
        }
        return findings;
    }

    /** Files with secrets, by the settings that name them; their content is not read here. */
    private List<Finding> secrets(String feed, Map<String, String> source) {
        Home home = configuration.home();
        List<Path> files = new ArrayList<>();
        new TreeMap<>(source).forEach((name, value) -> {
            boolean isSecret = name.startsWith("header-files.")
                    || (name.endsWith("-file")
                            && !name.equals("known-hosts-file")
                            && !name.equals("trust-file")
                            && !name.equals("done-file"));
            if (isSecret) {
                files.add(home.directory().resolve(value));
            }
        });
        return FileModes.findings(files, file -> "a secret of sources." + feed);
    }

    private Finding source(String feed, Map<String, String> source) {
        try {
            if (source.containsKey("sftp")) {
                return sftp(feed, source);
            }
            if (source.containsKey("directory")) {
                return directory(feed, source);
            }
            return source.containsKey("url")
                    ? address(feed, source)
                    : Finding.warn(
                            feed + ": its source has no url, directory or sftp", "name one under sources." + feed);
        } catch (SourceUnreachable e) {
            return Finding.unreachable(String.valueOf(e.getMessage()));
        } catch (UnusableConnection e) {
            return Finding.split(
                    Finding.Level.FAIL, String.valueOf(e.getMessage()).replace("\n", ", "));
        } catch (IllegalArgumentException e) {
            // Of FileRules and SftpAccount, in words of ours and without what the file says.
            return Finding.split(Finding.Level.FAIL, feed + ": sources." + feed + ": " + e.getMessage());
        }
    }

    private Finding sftp(String feed, Map<String, String> source) throws SourceUnreachable {
        SftpAccount account = SftpAccount.of(source, configuration.home().directory()::resolve);
        try (SftpFolder folder = new SftpFolder(
                feed, account, PATIENCE, PATIENCE, Duration.ofMillis(200), time -> Thread.sleep(time.toMillis()))) {
            SourceProbe.folder(folder);
        }
        return Finding.ok(feed + ": host key, login and folder of the SFTP server");
    }

    private Finding directory(String feed, Map<String, String> source) {
        Path folder = configuration.home().directory().resolve(source.getOrDefault("directory", ""));
        String named = feed + ": sources." + feed + ".directory ";
        if (!Files.isDirectory(folder)) {
            return new Finding(Finding.Level.UNREACHABLE, named + "is no folder", "make it, or correct tvarsyn.yaml");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            return new Finding(
                    Finding.Level.UNREACHABLE,
                    named + "cannot be read",
                    "let the account that runs Tvärsyn read and enter it");
        }
        FileRules.After after = FileRules.of(source).after();
        if (after != FileRules.After.KEEP && !Files.isWritable(folder)) {
            return Finding.fail(
                    named + "cannot be written to, and taken files are to be put away",
                    "let the account that runs Tvärsyn write there, or set 'after: keep'");
        }
        return Finding.ok(feed + ": folder is there, and rights suffice");
    }

    private Finding address(String feed, Map<String, String> source) throws SourceUnreachable, UnusableConnection {
        SourceConnection connection =
                SourceConnection.of(feed, source, configuration.home().directory(), clock);
        boolean showsWhoAsks = source.keySet().stream()
                .anyMatch(s -> s.equals("token-file") || s.startsWith("oauth2-") || s.startsWith("header-files."));
        URI base = URI.create(source.getOrDefault("url", "").strip());
        SourceProbe.address(feed, base, connection, showsWhoAsks);
        return Finding.ok(feed + ": source answers");
    }
}

package se.tvarsyn.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Local users, for installations without a log-in service: names, hashes of passwords, roles and limits, in a file that only
 * the account that runs Tvärsyn may read. It is read again at every request, so that a removed user is out at once.
 */
public final class UsersFile {
    /** bcrypt reads no byte after the 72nd: a longer password would be as good as its beginning. */
    private static final int LONGEST_PASSWORD = 72;

    private static final int SHORTEST_PASSWORD = 12;
    private static final int COST = 12;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}@._-]{1,100}");

    private final Path file;

    public UsersFile(Path file) {
        this.file = file;
    }

    /** Somebody, as {@code users list} tells. */
    public record Entry(String name, Set<Role> roles, ViewLimit limit) {}

    static BCryptPasswordEncoder encoder() {
        return new BCryptPasswordEncoder(COST);
    }

    /**
     * Adds somebody, or gives a new password, roles and limit to one.
     *
     * @throws IllegalArgumentException with the rule and the mend
     */
    public void put(String name, String password, Set<Role> roles, ViewLimit limit) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a user is named with letters, digits and @._- , at most 100");
        }
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has at least " + SHORTEST_PASSWORD + " characters and at most " + LONGEST_PASSWORD
                            + " bytes; take some words that do not belong together");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a user has a role: lead, analyst, operator, privacy-officer or admin");
        }
        if (!limit.isNone() && !roles.equals(Set.of(Role.LEAD))) {
            throw new IllegalArgumentException(
                    "only a lead is limited to a district or to units: leave out the other role," + " or the limit");
        }
        Map<String, LocalUser> users = new TreeMap<>(read());
        users.put(name, new LocalUser(name, String.valueOf(encoder().encode(password)), roles, limit));
        write(users);
    }

    /** @return false where there is no such user */
    public boolean remove(String name) throws IOException {
        Map<String, LocalUser> users = new TreeMap<>(read());
        boolean was = users.remove(name) != null;
        if (was) {
            write(users);
        }
        return was;
    }

    /** Everybody, by name. */
    public List<Entry> all() throws IOException {
        return read().values().stream()
                .map(LocalUser::viewer)
                .map(v -> new Entry(v.name(), v.roles(), v.limit()))
                .toList();
    }

    Optional<LocalUser> find(String name) throws IOException {
        return Optional.ofNullable(read().get(name));
    }

    private Map<String, LocalUser> read() throws IOException {
        Map<String, LocalUser> users = new TreeMap<>();
        if (!Files.exists(file)) {
            return users;
        }
        if (isOpenToOthers()) {
            throw new HomeFileUnreadable(file, "others than its owner may read or write it: chmod 600");
        }
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(file, StandardCharsets.UTF_8));
            if (root instanceof Map<?, ?> map && map.get("users") instanceof List<?> list) {
                for (Object each : list) {
                    LocalUser user = user((Map<?, ?>) each);
                    users.put(user.getUsername(), user);
                }
            }
        } catch (YAMLException | ClassCastException | IllegalArgumentException e) {
            // What it says may be a hash.
            throw new HomeFileUnreadable(
                    file,
                    "it is not what './tvarsyn users' writes: restore it, or remove it and add" + " the users again");
        }
        return users;
    }

    private boolean isOpenToOthers() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> allowed = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        return !allowed.containsAll(Files.getPosixFilePermissions(file));
    }

    private static LocalUser user(Map<?, ?> entry) {
        Set<Role> roles = new TreeSet<>();
        for (String word : texts(entry.get("roles"))) {
            roles.add(Role.of(word).orElseThrow(IllegalArgumentException::new));
        }
        Object district = entry.get("district");
        return new LocalUser(
                text(entry.get("name")),
                text(entry.get("password")),
                roles,
                new ViewLimit(district == null ? null : text(district), Set.copyOf(texts(entry.get("units")))));
    }

    private static List<String> texts(@Nullable Object list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof List<?> some) {
            some.forEach(each -> texts.add(text(each)));
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("missing");
        }
        return value.toString();
    }

    private void write(Map<String, LocalUser> users) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (LocalUser user : users.values()) {
            Viewer viewer = user.viewer();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", viewer.name());
            entry.put("password", user.getPassword());
            entry.put("roles", viewer.roles().stream().map(Role::word).sorted().toList());
            if (viewer.limit().district() != null) {
                entry.put("district", viewer.limit().district());
            }
            if (!viewer.limit().units().isEmpty()) {
                entry.put("units", viewer.limit().units().stream().sorted().toList());
            }
            list.add(entry);
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        String text = "# Written by './tvarsyn users'. Passwords are bcrypt hashes.\n"
                + new Yaml(options).dump(Map.of("users", list));
        OwnerOnlyFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRulesTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|a.csv|true",
                "*.csv|a.csv|true",
                "*.csv|a.csv.old|false",
                "franvaro-?.csv|franvaro-1.csv|true",
                "franvaro-?.csv|franvaro-12.csv|false",
                "*.{csv,txt}|a.txt|true",
                "*.{csv,txt}|a.xml|false",
                "a.b|aXb|false",
                "(*|(x|true",
                "*|../a.csv|false",
                "*|sub/a.csv|false",
                "*|sub\\a.csv|false",
                "*|..|false",
                "*|.csv|false"
            })
    void matchesNamesOfPlainFiles(String pattern, String name, boolean isWanted) {
        assertThat(FileRules.of(Map.of("pattern", pattern)).isWanted(name)).isEqualTo(isWanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settle-seconds|0",
                "settle-seconds|-1",
                "settle-seconds|soon",
                "archive-days|0",
                "after|move",
                "done-file|done",
                "done-file|{name}",
                "done-file|../{name}.done",
                "pattern|in/*.csv",
                "pattern|[ab].csv",
                "pattern|{a,b"
            })
    void refusesASettingThatItCannotKeep(String setting, String value) {
        assertThatThrownBy(() -> FileRules.of(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting + " must ")
                .hasNoCause();
    }

    @Test
    void marksByDefaultAndWaitsAMoment() {
        FileRules rules = FileRules.of(Map.of());
        assertThat(rules.after()).isEqualTo(FileRules.After.MARK);
        assertThat(rules.settle()).isPositive();
        assertThat(rules.archiveDays()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp://host/in",
                "sftp://user:HEMLIGT@host/in",
                "sftp://user@host",
                "sftp://user@host/",
                "ssh://user@host/in",
                "sftp://user@host/in?x=HEMLIGT",
                "sftp://user@ho st/HEMLIGT"
            })
    void refusesAnAddressWithoutQuotingIt(String address) {
        assertThatThrownBy(() ->
                        SftpAccount.of(Map.of("sftp", address, "known-hosts-file", "k", "key-file", "i"), path -> path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sftp://user@host:port/folder")
                .hasMessageNotContaining("HEMLIGT")
                .hasNoCause();
    }

    @Test
    void readsAnAddressAndItsLogin() {
        SftpAccount account = SftpAccount.of(
                Map.of("sftp", "sftp://u@h/~/ut/fil%20er", "known-hosts-file", "k", "password-file", "p"),
                Path.of("/home")::resolve);
        assertThat(account.port()).isEqualTo(22);
        assertThat(account.folder()).isEqualTo("ut/fil er");
        assertThat(account.knownHosts()).isEqualTo(Path.of("/home/k"));
        assertThat(account.passwordFile()).isEqualTo(Path.of("/home/p"));
        Map<String, String> both =
                Map.of("sftp", "sftp://u@h:1/in", "known-hosts-file", "k", "password-file", "p", "key-file", "i");
        assertThatThrownBy(() -> SftpAccount.of(both, path -> path)).hasMessageContaining("either key-file or");
        assertThatThrownBy(() -> SftpAccount.of(Map.of("sftp", "sftp://u@h:1/in", "key-file", "i"), path -> path))
                .hasMessageContaining("known-hosts-file");
    }
}

package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for tokens of any domain, key, type and value. */
class TokenPropertiesTests {
    record Asked(String domain, List<Byte> key, String type, String value) {
        String token() {
            byte[] secret = new byte[32];
            for (int i = 0; i < secret.length; i++) {
                secret[i] = key.get(i);
            }
            return new TokenMaker(new TokenKey(domain, 1, secret), type)
                    .token(value)
                    .toString();
        }

        /** NFC makes one of two spellings, and is meant to. */
        Asked composed() {
            return new Asked(domain, key, type, Normalizer.normalize(value, Normalizer.Form.NFC));
        }
    }

    @Property
    void twoTokensAreTheSameWhereAllFourAreTheSameAndNowhereElse(
            @ForAll("asked") Asked one, @ForAll("asked") Asked other) {
        assertThat(one.token()).isEqualTo(one.token());
        assertThat(one.token().equals(other.token())).isEqualTo(one.composed().equals(other.composed()));
    }

    /** The same letters with the borders between type and value, or domain and type, elsewhere: the lengths tell them apart. */
    @Property
    void lettersThatMoveFromOnePartToTheNextChangeTheToken(
            @ForAll("asked") Asked asked, @ForAll("letters") String more) {
        Asked inType = new Asked(asked.domain, asked.key, asked.type + more, asked.value);
        Asked inValue = new Asked(asked.domain, asked.key, asked.type, more + asked.value);
        Asked inDomain = new Asked(asked.domain + more, asked.key, asked.type, asked.value);
        assertThat(List.of(asked.token(), inType.token(), inValue.token(), inDomain.token()))
                .doesNotHaveDuplicates();
    }

    @Property
    void aMakerThatMadeOtherTokensBeforeMakesTheSame(@ForAll("asked") Asked asked, @ForAll("values") String before) {
        TokenMaker maker = new TokenMaker(
                new TokenKey(asked.domain, 1, new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                }),
                asked.type);
        String first = maker.token(asked.value).toString();
        maker.token(before);
        assertThat(maker.token(asked.value)).hasToString(first);
        assertThat(maker.token("a", asked.value))
                .hasToString(maker.token("a|" + asked.value).toString());
    }

    @Provide
    Arbitrary<Asked> asked() {
        Arbitrary<String> domains = Arbitraries.of("a", "aa", "uppfoljning", "a/src:a", "a/src:aa", "aa/src:a");
        Arbitrary<List<Byte>> keys = Arbitraries.bytes()
                .list()
                .ofSize(32)
                .filter(bytes -> bytes.stream().distinct().count() > 1);
        Arbitrary<List<Byte>> oneOfTwo = Arbitraries.of(0, 1).map(TokenPropertiesTests::known);
        Arbitrary<String> types = Arbitraries.of("pnr", "src", "row", "chain", "id", "a", "aa");
        return Combinators.combine(domains, Arbitraries.oneOf(oneOfTwo, oneOfTwo, keys), types, values())
                .as(Asked::new);
    }

    private static List<Byte> known(int which) {
        return java.util.stream.IntStream.range(which, which + 32)
                .mapToObj(i -> (byte) i)
                .toList();
    }

    @Provide
    Arbitrary<String> values() {
        // Few letters, so that equal values come; a ring and its letter, so that NFC has work.
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars('a', '1', '|', '\u030a', '\u00e5')
                        .ofMaxLength(3),
                Arbitraries.strings().numeric().ofLength(12),
                Arbitraries.strings().excludeChars('\u0000').filter(TokenPropertiesTests::isUnicode));
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withChars('a', 'b').ofMinLength(1).ofMaxLength(3);
    }
}

package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordKeysTests {
    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (first + i);
        }
        return secret;
    }

    private static UUID token(SplittableRandom random) {
        return new UUID(random.nextLong() & ~0xf000L | 0x8000L, random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    /** Computed once with Python's hmac and hashlib, HKDF written out. */
    @Test
    void agreesWithAnotherImplementation() {
        RecordKeys keys = new RecordKeys(secret(1));
        assertThat(keys.of(UUID.fromString("00112233-4455-8677-8899-aabbccddeeff")))
                .isEqualTo(0x65ffb74e8a4d0c74L);
        assertThat(keys.of(UUID.fromString("ffffffff-ffff-8fff-bfff-ffffffffffff")))
                .isEqualTo(0x2f54e50107d19da9L);
        assertThat(keys.of(UUID.fromString("00112233-4455-8677-8899-aabbccddeeff")))
                .isEqualTo(0x65ffb74e8a4d0c74L);
    }

    @Test
    void areOthersUnderAnotherSecret() {
        UUID token = UUID.fromString("00112233-4455-8677-8899-aabbccddeeff");
        assertThat(new RecordKeys(secret(2)).of(token)).isNotEqualTo(new RecordKeys(secret(1)).of(token));
    }

    @Test
    void leaveTheSecretAsItIsAndSayNothingOfIt() {
        byte[] secret = secret(1);
        RecordKeys keys = new RecordKeys(secret);
        long before = keys.of(new UUID(1, 2));
        assertThat(secret).isEqualTo(secret(1));
        secret[0] = 77;
        assertThat(keys.of(new UUID(1, 2))).isEqualTo(before);
        assertThat(keys).hasToString("RecordKeys[]");
    }

    @Test
    void refuseASecretThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordKeys(new byte[31]))
                .withMessage("the secret of record keys has 32 bytes at least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordKeys(new byte[32]))
                .withMessage("the secret of record keys is one byte repeated: draw another");
    }

    /** Chi-square over 256 bins has mean 255 and standard deviation 22.6; the limit is four of those above. */
    @Test
    void areSpreadEvenlyInTheirFirstByteInTheirLastAndInSums() {
        int persons = 100_000;
        RecordKeys keys = new RecordKeys(secret(1));
        SplittableRandom random = new SplittableRandom(7);
        int[][] bins = new int[3][256];
        long sum = 0;
        for (int i = 0; i < persons; i++) {
            long key = keys.of(token(random));
            sum += key;
            bins[0][(int) (key >>> 56)]++;
            bins[1][(int) (key & 0xff)]++;
            bins[2][(int) (sum >>> 56)]++;
        }
        double expected = persons / 256.0;
        for (int[] bin : bins) {
            double chiSquare = 0;
            for (int found : bin) {
                chiSquare += (found - expected) * (found - expected) / expected;
            }
            assertThat(chiSquare).isBetween(255 - 4 * 22.6, 255 + 4 * 22.6);
        }
    }

    @Test
    void theSamePersonsHaveTheSameCellKeyInAnyOrder() {
        RecordKeys keys = new RecordKeys(secret(1));
        SplittableRandom random = new SplittableRandom(3);
        List<UUID> group = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            group.add(token(random));
        }
        long one = group.stream().mapToLong(keys::of).sum();
        Collections.shuffle(group, new Random(5));
        assertThat(group.stream().mapToLong(keys::of).sum()).isEqualTo(one);
        CellKeyNoise noise = new CellKeyNoise(CellKeyProfile.STANDARD);
        assertThat(noise.count(200, one, false))
                .isEqualTo(new CellKeyNoise(CellKeyProfile.STANDARD).count(200, one, false));
    }
}

package se.tvarsyn.zones;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZonesTests {
    @Test
    void warnsWhereOneAccountHasBothKeysAndTables() {
        assertThat(Zones.warning(true, false, true)).contains("for a trial", "one authority", "the way into");
        assertThat(Zones.warning(true, false, false)).contains("the warehouse itself");
        assertThat(Zones.warning(true, true, false)).isEmpty();
        assertThat(Zones.warning(false, false, true)).isEmpty();
    }
}
